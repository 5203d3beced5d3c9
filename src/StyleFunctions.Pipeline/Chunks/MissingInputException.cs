namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// A picture a job reads is gone from the store, or damaged. Once it is back, the job can be resumed.
/// </summary>
public sealed class MissingInputException : Exception
{
    /// <summary>Says which.</summary>
    /// <param name="message">One sentence: the picture's name, and where it has to be.</param>
    public MissingInputException(string message)
        : base(message)
    {
    }
}
