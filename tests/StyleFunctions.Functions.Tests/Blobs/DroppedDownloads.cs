using Azure;
using Azure.Core;
using StyleFunctions.Pipeline.Tests.Artifacts;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>Drops the connection in the middle of every other answer.</summary>
internal sealed class DroppedDownloads : Network
{
    private int _downloads;

    /// <summary>How many were dropped.</summary>
    public int Count { get; private set; }

    protected override void OnAnswer(Request request, Response answer)
    {
        if (request.Method == RequestMethod.Get && answer is { IsError: false, ContentStream: { } content }
            && ++_downloads % 2 == 1)
        {
            Count++;
            answer.ContentStream = new DroppedStream(content);
        }
    }

    private sealed class DroppedStream(Stream content) : ForwardStream([])
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = content.Read(buffer, offset, 1);
            return read > 0 && ++_bytes < 5 ? read : throw new IOException("The connection was closed.");
        }

        private int _bytes;
    }
}
