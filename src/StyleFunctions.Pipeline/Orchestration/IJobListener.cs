using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>Is told of a job's moments: a webhook, in a server.</summary>
public interface IJobListener
{
    /// <summary>Tells it. May be told the same notice twice. Does not throw because nobody can be reached.</summary>
    /// <param name="job">The job.</param>
    /// <param name="notice">What happened.</param>
    /// <param name="cancellation">Gives up.</param>
    Task TellAsync(Job job, JobNotice notice, CancellationToken cancellation);
}
