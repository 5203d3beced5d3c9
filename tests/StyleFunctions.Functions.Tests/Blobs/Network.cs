using Azure.Core;
using Azure.Core.Pipeline;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>What lies between the client and the service, a try at a time.</summary>
internal abstract class Network : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await OnRequest(message.Request);
        await ProcessNextAsync(message, pipeline);
        OnAnswer(message.Request, message.Response);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    protected virtual Task OnRequest(Request request) => Task.CompletedTask;

    protected virtual void OnAnswer(Request request, Azure.Response answer)
    {
    }
}
