namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// A request that cannot become a job, where no setting is to blame. The message is one sentence: what was wrong and
/// what is allowed.
/// </summary>
public sealed class JobRefusedException : Exception
{
    /// <summary>Says which part of the request is wrong, and why.</summary>
    /// <param name="field">The request's field, as in its JSON: content, styles, bitDepth.</param>
    /// <param name="message">One sentence for a person.</param>
    public JobRefusedException(string field, string message)
        : base(message) => Field = field;

    /// <summary>The request's field, as in its JSON.</summary>
    public string Field { get; }
}
