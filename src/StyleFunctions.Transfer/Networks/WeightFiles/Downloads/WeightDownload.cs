using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

/// <summary>
/// Downloads weights into the cache: into a .part file first, resumed where an earlier try stopped, tried again a few
/// times when the connection fails, checked for size and SHA-256, and only then given its name.
/// </summary>
public sealed class WeightDownload
{
    private const int BufferBytes = 1 << 16;

    /// <summary>A try that brings as much as this has not failed in vain, and the tries are counted anew.</summary>
    private const long WorthwhileBytes = 1 << 20;

    private static readonly HttpClient Client = MakeClient();

    private readonly WeightSource _source;
    private readonly string _folder;

    /// <summary>Nothing is done yet.</summary>
    /// <param name="source">What to download.</param>
    /// <param name="folder">Where to, or null for <see cref="WeightCache.Folder"/>. It is made if need be.</param>
    public WeightDownload(WeightSource source, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _folder = folder ?? WeightCache.Folder;
        Path = System.IO.Path.Combine(_folder, source.FileName);
    }

    /// <summary>Where the file is going to be.</summary>
    public string Path { get; }

    /// <summary>How long to wait before each new try.</summary>
    internal IReadOnlyList<TimeSpan> Pauses { get; init; } =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>How long a server may be silent before the connection counts as lost.</summary>
    internal TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Downloads the file, unless it is there already with the right hash.</summary>
    /// <param name="onProgress">Called as bytes arrive, on a thread of the pool.</param>
    /// <param name="cancellation">Stops the download; what has arrived is kept and the next try continues it.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="WeightDownloadException">
    /// It cannot be downloaded or written, or is not the file expected; what has the wrong hash is removed.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<string> RunAsync(
        Action<WeightDownloadProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        try
        {
            if (await IsThereAsync(cancellation).ConfigureAwait(false))
            {
                return Path;
            }

            Directory.CreateDirectory(_folder);
            using var part = new PartialDownload(Path, _source.Place);
            await FillAsync(part, onProgress ?? (_ => { }), cancellation).ConfigureAwait(false);
            await VerifyAsync(part, cancellation).ConfigureAwait(false);
            part.Commit();
            return Path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error(e.Message, e);
        }
    }

    private static HttpClient MakeClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("StyleFunctions", null));
        return client;
    }

    /// <summary>What If-Range takes: a strong ETag, or the date of the last change.</summary>
    private static string? ValidatorOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag
            ? tag.Tag
            : response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private async Task<bool> IsThereAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path) || (_source.Length is { } length && new FileInfo(Path).Length != length))
        {
            return false;
        }

        using var file = File.OpenRead(Path);
        var hash = await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash) == _source.Hash;
    }

    private async Task FillAsync(
        PartialDownload part, Action<WeightDownloadProgress> onProgress, CancellationToken cancellation)
    {
        if (part.Length > _source.Length)
        {
            part.Restart(null);
        }

        for (var failures = 0; part.Length != _source.Length; failures++)
        {
            var before = part.Length;
            var failure = _source.Address.IsFile
                ? await CopyAsync(part, onProgress, cancellation).ConfigureAwait(false)
                : await TryAsync(part, onProgress, cancellation).ConfigureAwait(false);
            if (failure is null)
            {
                return;
            }

            failures = part.Length - before >= WorthwhileBytes ? 0 : failures;
            if (failures == Pauses.Count)
            {
                throw Error(part.Length == 0
                    ? failure
                    : $"{failure}, and the {part.Length} bytes that have arrived are kept for the next try");
            }

            await Task.Delay(Pauses[failures], cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string?> CopyAsync(
        PartialDownload part, Action<WeightDownloadProgress> onProgress, CancellationToken cancellation)
    {
        using var file = File.OpenRead(_source.Address.LocalPath);
        CheckLength(file.Length);
        part.Restart(null);
        return await AppendAllAsync(file, file.Length, part, onProgress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks the server for what is missing.</summary>
    /// <returns>Null when the file is complete, or why it is not although another try may help.</returns>
    private async Task<string?> TryAsync(
        PartialDownload part, Action<WeightDownloadProgress> onProgress, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _source.Address);
        if (part.Length > 0 && part.Validator is { } validator)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.TryAddWithoutValidation("If-Range", validator);
        }

        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(LongestSilence);
        HttpResponseMessage response;
        try
        {
            response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token)
                .ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (
            e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            throw Error(e.Message, e);
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "the server did not answer";
        }

        using (response)
        {
            return Prepare(part, response, out var total)
                ?? await AppendAllAsync(
                    await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false),
                    total,
                    part,
                    onProgress,
                    cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Decides from a response's headers whether its bytes continue those that are there or start anew.
    /// </summary>
    private string? Prepare(PartialDownload part, HttpResponseMessage response, out long? total)
    {
        var content = response.Content.Headers;
        total = content.ContentLength;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when content.ContentRange?.From == part.Length:
                total = content.ContentRange.Length ?? part.Length + total;
                CheckLength(total);
                return null;
            case HttpStatusCode.OK:
                CheckLength(total);
                part.Restart(ValidatorOf(response));
                return null;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                part.Restart(null);
                return "the server has other bytes than those asked for";
            default:
                var answer = $"the server answered {(int)response.StatusCode} ({response.ReasonPhrase})";
                return IsTransient(response.StatusCode) ? answer : throw Error(answer);
        }
    }

    private async Task<string?> AppendAllAsync(
        Stream body,
        long? total,
        PartialDownload part,
        Action<WeightDownloadProgress> onProgress,
        CancellationToken cancellation)
    {
        var expected = _source.Length ?? total;
        var buffer = new byte[BufferBytes];
        onProgress(new WeightDownloadProgress(part.Length, expected));
        while (true)
        {
            int count;
            try
            {
                using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                silence.CancelAfter(LongestSilence);
                count = await body.ReadAsync(buffer, silence.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                return "the connection was lost";
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return "the server fell silent";
            }

            if (count == 0)
            {
                return part.Length < expected ? "the connection ended too early" : null;
            }

            if (part.Length + count > expected)
            {
                part.Remove();
                throw Error($"more than the expected {expected} bytes were sent");
            }

            await part.AppendAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            onProgress(new WeightDownloadProgress(part.Length, expected));
        }
    }

    /// <summary>
    /// Checks the size before anything is overwritten: a network's login page must not cost what has arrived.
    /// </summary>
    private void CheckLength(long? found)
    {
        if (found is not null && _source.Length is not null && found != _source.Length)
        {
            throw Error($"the file there has {found} bytes, and {_source.Length} are expected");
        }
    }

    private async Task VerifyAsync(PartialDownload part, CancellationToken cancellation)
    {
        var found = await part.HashAsync(cancellation).ConfigureAwait(false);
        if (found != _source.Hash)
        {
            part.Remove();
            throw Error($"the file has the SHA-256 {found}, {_source.Hash} is expected, and it was removed");
        }
    }

    private WeightDownloadException Error(string reason, Exception? cause = null) => new(
        $"The weights of {_source.Architecture.Name} could not be fetched from {_source.Place}: {reason.TrimEnd('.')}.",
        cause);
}
