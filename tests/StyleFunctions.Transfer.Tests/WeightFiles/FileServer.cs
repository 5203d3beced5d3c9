using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

/// <summary>An HTTP server on a free loopback port that serves one file, as well or as badly as a test wants.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    public FileServer(byte[] content)
    {
        Content = content;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/models/file.pth");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public byte[] Content { get; set; }

    /// <summary>Header lines that go with the file, such as its ETag.</summary>
    public string[] Headers { get; init; } = ["ETag: \"one\""];

    /// <summary>What If-Range has to be for a range to be sent; null for a server that knows no ranges.</summary>
    public string? RangesFor { get; set; } = "\"one\"";

    /// <summary>Whether the size is sent.</summary>
    public bool SaysLength { get; init; } = true;

    /// <summary>For each of the first requests, after how many bytes of the body the connection is cut.</summary>
    public Queue<int> Cuts { get; } = [];

    /// <summary>For each of the first requests, an answer other than the file.</summary>
    public Queue<string> Statuses { get; } = [];

    /// <summary>After how many bytes of the body the server stops sending, without closing the connection.</summary>
    public int? Pause { get; set; }

    /// <summary>The Range and If-Range headers of each request, or "".</summary>
    public List<string> Requests { get; } = [];

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Stop();
        _serving.Wait();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            var request = await ReadRequestAsync(stream);
            var asked = Header(request, "Range");
            Requests.Add($"{asked} {Header(request, "If-Range")}".Trim());
            if (Statuses.TryDequeue(out var status))
            {
                await WriteAsync(stream, $"HTTP/1.1 {status}", ["Content-Length: 0"]);
                return;
            }

            var start = asked != "" && Header(request, "If-Range") == RangesFor
                ? int.Parse(asked["bytes=".Length..^1], CultureInfo.InvariantCulture)
                : 0;
            var body = Content.AsMemory(start);
            string[] length = SaysLength ? [$"Content-Length: {body.Length}"] : [];
            string[] range = start > 0 ? [$"Content-Range: bytes {start}-{Content.Length - 1}/{Content.Length}"] : [];
            await WriteAsync(
                stream,
                start > 0 ? "HTTP/1.1 206 Partial Content" : "HTTP/1.1 200 OK",
                [.. length, .. range, .. Headers]);
            var sent = Pause ?? (Cuts.TryDequeue(out var cut) ? cut : body.Length);
            await stream.WriteAsync(body[..Math.Min(body.Length, sent)]);
            if (Pause is not null)
            {
                await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _closing.Token);
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private static string Header(string[] request, string name) =>
        request.FirstOrDefault(l => l.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 2)..] ?? "";

    private static Task WriteAsync(NetworkStream stream, string status, string[] headers) => stream.WriteAsync(
        Encoding.ASCII.GetBytes(string.Join("\r\n", [status, "Connection: close", .. headers, "", ""]))).AsTask();

    private static async Task<string[]> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                throw new IOException("The client closed the connection.");
            }

            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString().Split("\r\n");
    }
}
