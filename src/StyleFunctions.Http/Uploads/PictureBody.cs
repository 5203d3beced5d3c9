using Microsoft.AspNetCore.WebUtilities;
using StyleFunctions.Http.Answers;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Uploads;

/// <summary>
/// A picture file that came over HTTP. However many come at once, however slowly, each takes little memory until its
/// turn comes to be decoded: what is long waits in a temporary file.
/// </summary>
internal sealed class PictureBody : IAsyncDisposable
{
    private const int MostInMemory = 1 << 18;
    private const int BufferLength = 1 << 16;

    private readonly FileBufferingReadStream _file;
    private readonly PictureGate _gate;
    private readonly UploadLimits _limits;

    private PictureBody(FileBufferingReadStream file, PictureGate gate, UploadLimits limits) =>
        (_file, _gate, _limits) = (file, gate, limits);

    /// <summary>The content types that pictures may be sent as.</summary>
    /// <param name="formats">The formats that are read.</param>
    public static IReadOnlyList<string> Types(IEnumerable<PictureFormat> formats) =>
        [.. formats.Select(f => f.ContentType), "application/octet-stream"];

    /// <summary>Receives a file to its end.</summary>
    /// <param name="contentType">Its content type, with or without parameters; may be null.</param>
    /// <param name="body">The file.</param>
    /// <param name="gate">Decodes it.</param>
    /// <param name="limits">The largest pictures.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ProblemException">It is of another type, or longer than allowed.</exception>
    public static async Task<PictureBody> ReceiveAsync(
        string? contentType, Stream body, PictureGate gate, UploadLimits limits, CancellationToken cancellation)
    {
        CheckType(contentType, Types(gate.Formats));
        var file = new FileBufferingReadStream(body, MostInMemory);
        try
        {
            var buffer = new byte[BufferLength];
            while (await file.ReadAsync(buffer, cancellation) > 0)
            {
                if (file.Length > limits.Bytes)
                {
                    throw Problems.TooLarge(limits.Bytes);
                }
            }

            return new PictureBody(file, gate, limits);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Decodes it; in the gate, since it then takes many times its length.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PictureFormatException">Not a picture, damaged, or too large.</exception>
    public async Task<CanonicalPicture> DecodeAsync(CancellationToken cancellation)
    {
        _file.Position = 0;
        var bytes = new byte[_file.Length];
        await _file.ReadExactlyAsync(bytes, cancellation);
        return _gate.Decode(bytes, _limits.Picture);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static void CheckType(string? contentType, IReadOnlyList<string> types)
    {
        var type = contentType?.Split(';')[0].Trim();
        if (!types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw Problems.WrongType(
                $"A picture is sent as one of {string.Join(", ", types)}; this came "
                + (string.IsNullOrEmpty(type) ? "without a content type." : $"as '{type}'."));
        }
    }
}
