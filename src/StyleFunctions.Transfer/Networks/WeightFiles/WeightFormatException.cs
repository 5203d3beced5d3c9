namespace StyleFunctions.Transfer.Networks.WeightFiles;

/// <summary>
/// A file does not hold weights this library reads, or not those of the network asked for. The message is one
/// sentence for a person that names the file. Reading weights from bytes, whatever they are, throws nothing else.
/// </summary>
public sealed class WeightFormatException : Exception
{
    /// <summary>Says what is wrong with the file.</summary>
    /// <param name="message">One sentence for a person that names the file.</param>
    public WeightFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the file, and what revealed it.</summary>
    /// <param name="message">One sentence for a person that names the file.</param>
    /// <param name="innerException">The underlying failure.</param>
    public WeightFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
