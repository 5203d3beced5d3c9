using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>Clients that try again at once.</summary>
internal static class Fast
{
    public static BlobClientOptions Options() =>
        new() { Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(1), Mode = RetryMode.Fixed } };

    /// <summary>A client behind a network.</summary>
    public static BlobClientOptions With(HttpPipelinePolicy network)
    {
        var options = Options();
        options.AddPolicy(network, HttpPipelinePosition.PerRetry);
        return options;
    }
}
