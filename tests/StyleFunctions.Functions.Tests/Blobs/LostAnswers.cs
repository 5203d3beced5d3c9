using Azure;
using Azure.Core;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>Loses the first answer to each write: the service has done it, and the client never hears.</summary>
internal sealed class LostAnswers : Network
{
    private readonly HashSet<string> _lost = [];

    /// <summary>How many were lost.</summary>
    public int Count => _lost.Count;

    protected override void OnAnswer(Request request, Response answer)
    {
        if (request.Method == RequestMethod.Put && !answer.IsError && _lost.Add(request.ClientRequestId))
        {
            throw new IOException("The connection was closed.");
        }
    }
}
