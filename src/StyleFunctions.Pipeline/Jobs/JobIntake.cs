using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Turns requests into jobs in a store. The same request, pictures and weights are the same job.</summary>
/// <param name="store">The store.</param>
public sealed class JobIntake(IArtifactStore store)
{
    /// <summary>Most variants a job may have.</summary>
    public const int MostVariants = 1000;

    /// <summary>Checks a request and writes its inputs and, last, job.json; or finds the job it already is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pictures">Every picture that the request names, by those names.</param>
    /// <param name="network">The network it is to be painted with.</param>
    /// <param name="accepted">The time, which is written down and decides nothing.</param>
    /// <param name="run">Which run of the job, from 1: another run paints the same again.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JobRefusedException">The request names no picture, one that is not there, ...</exception>
    /// <exception cref="InvalidSettingException">A setting is unknown or not allowed, or does not fit.</exception>
    public Task<AcceptedJob> AcceptAsync(
        JobRequest request,
        IReadOnlyDictionary<string, CanonicalPicture> pictures,
        NetworkProfile network,
        DateTimeOffset accepted,
        int run = 1,
        CancellationToken cancellation = default)
    {
        _ = store;
        throw new NotImplementedException();
    }
}
