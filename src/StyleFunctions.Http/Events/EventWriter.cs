using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace StyleFunctions.Http.Events;

/// <summary>Writes server-sent events (WHATWG HTML, text/event-stream).</summary>
/// <param name="response">Where to.</param>
internal sealed class EventWriter(HttpResponse response)
{
    /// <summary>Begins the stream.</summary>
    /// <param name="cancellation">The client is gone.</param>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // proxies must not wait for more
        await response.StartAsync(cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    /// <summary>Writes an event.</summary>
    /// <typeparam name="T">Its data.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="data">Its data.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="cancellation">The client is gone.</param>
    /// <param name="id">What the client will send to have what comes after; null to leave it as it is.</param>
    public Task WriteAsync<T>(
        string name, T data, JsonTypeInfo<T> type, CancellationToken cancellation, string? id = null)
    {
        var head = id is null ? $"event: {name}\ndata: " : $"event: {name}\nid: {id}\ndata: ";
        return WriteAsync(
            [.. Encoding.UTF8.GetBytes(head), .. JsonSerializer.SerializeToUtf8Bytes(data, type), .. "\n\n"u8],
            cancellation);
    }

    /// <summary>Writes a comment, to find out whether anybody is there.</summary>
    /// <param name="cancellation">The client is gone.</param>
    public Task BeatAsync(CancellationToken cancellation) => WriteAsync(":\n\n"u8.ToArray(), cancellation);

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(bytes, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
