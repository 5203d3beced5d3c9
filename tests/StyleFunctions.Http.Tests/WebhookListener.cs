using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace StyleFunctions.Http.Tests;

/// <summary>Somebody who is told of jobs, over real HTTP.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<Message> _messages = new();

    private WebhookListener(Func<int, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            _messages.Enqueue(new Message(context.Request, await body.ReadToEndAsync()));
            await answer(_messages.Count, context);
        });
    }

    public string Address => $"{_web.Urls.First()}/told";

    public IReadOnlyList<Message> Messages => [.. _messages];

    public static async Task<WebhookListener> Start(Func<int, HttpContext, Task>? answer = null)
    {
        var listener = new WebhookListener(answer ?? ((_, _) => Task.CompletedTask));
        await listener._web.StartAsync();
        return listener;
    }

    public async Task<IReadOnlyList<Message>> Until(Func<IReadOnlyList<Message>, bool> isEnough)
    {
        using var patience = new CancellationTokenSource(ServerRun.Patience);
        while (!isEnough(Messages))
        {
            await Task.Delay(20, patience.Token);
        }

        return Messages;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>What was told, and whether its signature is right.</summary>
    internal sealed class Message(HttpRequest request, string body)
    {
        private readonly string _body = body;
        private readonly string _timestamp = request.Headers["webhook-timestamp"]!;
        private readonly string _signature = request.Headers["webhook-signature"]!;

        public string Path { get; } = request.Path!;

        public string Id { get; } = request.Headers["webhook-id"]!;

        public JsonNode Body { get; } = JsonNode.Parse(body)!;

        public string Moment => (string)Body["moment"]!;

        public bool IsSignedWith(byte[] key) => _signature == "v1," + Convert.ToBase64String(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{_timestamp}.{_body}")))
            && Math.Abs(Seconds - DateTimeOffset.UtcNow.ToUnixTimeSeconds()) < 600;

        private long Seconds => long.Parse(_timestamp, CultureInfo.InvariantCulture);
    }
}
