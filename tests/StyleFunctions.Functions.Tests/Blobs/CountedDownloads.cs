using Azure;
using Azure.Core;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>Counts the bytes of contents that the service sends.</summary>
internal sealed class CountedDownloads : Network
{
    public long Bytes { get; private set; }

    public void Clear() => Bytes = 0;

    protected override void OnAnswer(Request request, Response answer)
    {
        if (request.Method == RequestMethod.Get)
        {
            Bytes += answer.Headers.ContentLength ?? 0;
        }
    }
}
