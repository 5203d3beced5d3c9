namespace StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

/// <summary>
/// Weights could not be downloaded. The message is one sentence for a person that names the network and says why.
/// </summary>
public sealed class WeightDownloadException : Exception
{
    /// <summary>Says what failed.</summary>
    /// <param name="message">One sentence for a person.</param>
    /// <param name="innerException">The underlying failure.</param>
    public WeightDownloadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
