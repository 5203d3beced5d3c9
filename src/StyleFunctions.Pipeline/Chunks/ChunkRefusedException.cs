namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// A worker cannot honour what is written down in the job: it has another engine, or other weights. No retry on the
/// same worker helps.
/// </summary>
public sealed class ChunkRefusedException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">One sentence: what the job needs and what the worker has.</param>
    public ChunkRefusedException(string message)
        : base(message)
    {
    }
}
