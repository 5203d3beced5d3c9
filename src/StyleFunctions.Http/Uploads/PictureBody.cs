using StyleFunctions.Http.Answers;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Uploads;

/// <summary>Reads pictures that come over HTTP.</summary>
/// <param name="gate">Lets one at a time be decoded.</param>
/// <param name="limits">The largest pictures.</param>
internal sealed class PictureBody(PictureGate gate, UploadLimits limits)
{
    private static readonly string[] Types = ["image/png", "image/jpeg", "application/octet-stream"];

    /// <summary>Refuses a content type that no picture has.</summary>
    /// <param name="contentType">The content type, with or without parameters; may be null.</param>
    /// <exception cref="ProblemException">It is another.</exception>
    public static void CheckType(string? contentType)
    {
        var type = contentType?.Split(';')[0].Trim();
        if (!Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw Problems.WrongType(
                $"A picture is sent as one of {string.Join(", ", Types)}; this came "
                + (string.IsNullOrEmpty(type) ? "without a content type." : $"as '{type}'."));
        }
    }

    /// <summary>Reads a file to its end.</summary>
    /// <param name="body">The file.</param>
    /// <param name="length">Its length, if it is known.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ProblemException">It is longer than allowed.</exception>
    public async Task<byte[]> ReadAsync(Stream body, long? length, CancellationToken cancellation)
    {
        if (length > limits.Bytes)
        {
            throw Problems.TooLarge(limits.Bytes);
        }

        using var file = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (file.Length + read > limits.Bytes)
            {
                throw Problems.TooLarge(limits.Bytes);
            }

            file.Write(buffer, 0, read);
        }

        return file.ToArray();
    }

    /// <summary>Decodes a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Imaging.PictureFormatException">Not a picture, damaged, or too large.</exception>
    public Task<CanonicalPicture> DecodeAsync(byte[] file, CancellationToken cancellation) =>
        gate.RunAsync(() => Task.FromResult(CanonicalPicture.Decode(file, limits.Picture)), cancellation);
}
