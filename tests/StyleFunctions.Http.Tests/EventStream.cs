using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace StyleFunctions.Http.Tests;

/// <summary>Watches a job.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly Stream _stream;

    private EventStream(HttpResponseMessage answer, Stream stream)
    {
        (_answer, _stream) = (answer, stream);
        Events = SseParser.Create(stream, (type, data) => JsonNode.Parse(data)!).EnumerateAsync();
    }

    public IAsyncEnumerable<SseItem<JsonNode>> Events { get; }

    public static async Task<EventStream> Open(ServerRun server, string job, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/jobs/{job}/events");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new EventStream(answer, await answer.Content.ReadAsStreamAsync());
    }

    public async Task<List<SseItem<JsonNode>>> ToEnd() => await Events.ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _answer.Dispose();
    }
}
