using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Http.Webhooks;

/// <summary>
/// Tells webhooks of their jobs' moments, following Standard Webhooks. What is to be told waits in a short queue of its
/// own, so that no job waits for anybody; each address is told in order, and slow ones hold up few others.
/// </summary>
public sealed class WebhookSender : IJobListener, IAsyncDisposable
{
    private const int Lanes = 4;
    private const int LaneLength = 256;
    private const int DelayFactor = 4;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly JobStore _jobs;
    private readonly WebhookSecret _secret;
    private readonly WebhookRule _rule;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<(Job Job, JobNotice Notice)>[] _lanes;
    private readonly Task _sending;

    /// <summary>A sender that begins at once.</summary>
    /// <param name="store">The store, which tells where jobs stand.</param>
    /// <param name="secret">Signs.</param>
    /// <param name="rule">How often to try; the usual if null.</param>
    /// <param name="clock">The time; the system's if null.</param>
    public WebhookSender(
        IArtifactStore store, WebhookSecret secret, WebhookRule? rule = null, TimeProvider? clock = null)
    {
        (_jobs, _secret) = (new JobStore(store), secret);
        (_rule, _clock) = (rule ?? WebhookRule.Default, clock ?? TimeProvider.System);
#pragma warning disable CA2000 // The client disposes of it.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
#pragma warning restore CA2000
        {
            Timeout = _rule.Timeout,
        };
        _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateBounded<(Job, JobNotice)>(
            new BoundedChannelOptions(LaneLength) { FullMode = BoundedChannelFullMode.DropOldest }))];
        _sending = Task.WhenAll(_lanes.Select(SendAsync));
    }

    /// <inheritdoc/>
    public Task TellAsync(Job job, JobNotice notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Webhook is { } webhook)
        {
            _lanes[(uint)webhook.GetHashCode() % Lanes].Writer.TryWrite((job, notice));
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what still waits, if that is quick.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            lane.Writer.TryComplete();
        }

        _ending.CancelAfter(LastWords);
        await _sending;
        _http.Dispose();
        _ending.Dispose();
    }

    private async Task SendAsync(Channel<(Job Job, JobNotice Notice)> lane)
    {
        try
        {
            await foreach (var (job, notice) in lane.Reader.ReadAllAsync(_ending.Token))
            {
                await SendAsync(job, notice);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // What was not told in time is not told.
        }
    }

    private async Task SendAsync(Job job, JobNotice notice)
    {
        if (await MessageAsync(job, notice) is not { } message)
        {
            return;
        }

        var delay = _rule.FirstDelay;
        for (var attempt = 1; !await TrySendAsync(job.Webhook!, notice.Id, message); attempt++)
        {
            if (attempt == _rule.Tries)
            {
                return;
            }

            await Task.Delay(delay, _clock, _ending.Token);
            delay *= DelayFactor;
        }
    }

    private async Task<byte[]?> MessageAsync(Job job, JobNotice notice)
    {
        try
        {
            return await _jobs.ReadStatusAsync(job.Id, _ending.Token) is not { } status
                ? null // deleted
                : JsonSerializer.SerializeToUtf8Bytes(
                    new WebhookMessage(
                        job.Id,
                        job.Name,
                        notice.Moment,
                        status.State,
                        status.Fraction,
                        status.Remaining,
                        notice.Variant,
                        notice.Position),
                    HttpJson.Readable.WebhookMessage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    // True if it was told, or telling it again is of no use. A redirect leads to somebody who was not named.
    private async Task<bool> TrySendAsync(Uri webhook, string id, byte[] body)
    {
        var seconds = _clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", _secret.Sign(id, seconds, body));
        try
        {
            using var answer = await _http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, _ending.Token);
            return answer.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                or >= HttpStatusCode.InternalServerError);
        }
#pragma warning disable CA1031 // Whatever is wrong with an address is its owner's trouble, not the job's.
        catch (Exception) when (!_ending.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
