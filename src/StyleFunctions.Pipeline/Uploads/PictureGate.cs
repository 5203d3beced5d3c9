using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>
/// Lets pictures be decoded one at a time: decoded, a picture takes many times its file's memory, and there is no end
/// to how many may arrive at once.
/// </summary>
/// <param name="decoder">Decodes them; this library's own reader if null.</param>
public sealed class PictureGate(IPictureDecoder? decoder = null) : IDisposable
{
    private readonly IPictureDecoder _decoder = decoder ?? new PictureFileDecoder();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What may be handed in.</summary>
    public IReadOnlyList<PictureFormat> Formats => _decoder.Formats;

    /// <summary>Makes a file a canonical picture; to be called by who has the turn.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">The largest picture accepted.</param>
    /// <exception cref="PictureFormatException">Not a picture, damaged, or too large.</exception>
    public CanonicalPicture Decode(ReadOnlySpan<byte> file, PictureLimits limits) =>
        CanonicalPicture.Of(_decoder.Decode(file, limits));

    /// <summary>Waits for its turn, and does something on a thread of the pool.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">What to do.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
