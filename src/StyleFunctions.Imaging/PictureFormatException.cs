namespace StyleFunctions.Imaging;

/// <summary>
/// A file is not a picture this library reads, is damaged, or is larger than allowed. The message is one sentence
/// for a person. Reading a picture from bytes, whatever they are, throws nothing else.
/// </summary>
public sealed class PictureFormatException : Exception
{
    /// <summary>Says what is wrong with the file.</summary>
    /// <param name="message">One sentence for a person.</param>
    public PictureFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the file, and what revealed it.</summary>
    /// <param name="message">One sentence for a person.</param>
    /// <param name="innerException">The underlying failure.</param>
    public PictureFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
