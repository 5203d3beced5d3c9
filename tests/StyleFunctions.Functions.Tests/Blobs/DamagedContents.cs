using Azure;
using Azure.Core;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>Changes a byte of what goes up, or comes down.</summary>
internal sealed class DamagedContents : Network
{
    public bool Up { get; set; }

    public bool Down { get; set; }

    protected override async Task OnRequest(Request request)
    {
        if (Up && request.Content is { } content)
        {
            using var bytes = new MemoryStream();
            await content.WriteToAsync(bytes, CancellationToken.None);
            request.Content = RequestContent.Create(Damaged(bytes));
        }
    }

    protected override void OnAnswer(Request request, Response answer)
    {
        if (Down && answer.ContentStream is { } content)
        {
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            answer.ContentStream = new MemoryStream(Damaged(bytes));
        }
    }

    private static byte[] Damaged(MemoryStream content)
    {
        var bytes = content.ToArray();
        bytes[^1] ^= 1;
        return bytes;
    }
}
