using System.Net.Sockets;
using System.Text;

namespace StyleFunctions.Http.Tests;

/// <summary>Requests as no well-behaved client sends them.</summary>
internal static class Raw
{
    /// <summary>Sends a request line as it is, and reads the whole answer.</summary>
    public static async Task<string> Send(Uri server, string line, byte[] body, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        string[] all =
        [
            $"{line} HTTP/1.1",
            .. headers.Any(h => h.StartsWith("Host:", StringComparison.Ordinal))
                ? (string[])[] : [$"Host: {server.Authority}"],
            .. headers.Any(h => h.StartsWith("Content-Type:", StringComparison.Ordinal))
                ? (string[])[] : ["Content-Type: image/png"],
            .. headers,
            $"Content-Length: {body.Length}",
            "Connection: close",
        ];
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{string.Join("\r\n", all)}\r\n\r\n"));
        await client.GetStream().WriteAsync(body);
        return await ReadToEnd(client);
    }

    /// <summary>Reads until the server closes.</summary>
    public static async Task<string> ReadToEnd(TcpClient client)
    {
        using var patience = new CancellationTokenSource(ServerRun.Patience);
        using var answer = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Cut off.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
