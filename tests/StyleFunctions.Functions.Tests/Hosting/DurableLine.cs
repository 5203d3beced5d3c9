using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using StyleFunctions.Functions.Tests.Hosting.Protocol;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>
/// What the host's Durable Functions extension does: it takes work from a task hub and has functions do it.
/// </summary>
/// <param name="hub">The task hub's address.</param>
/// <param name="invoke">Runs the function of a name on a text.</param>
internal sealed class DurableLine(Uri hub, Func<string, string?, Task<InvocationResponse>> invoke) : IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(hub);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = RunAsync(new TaskHubSidecarService.TaskHubSidecarServiceClient(_channel));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _channel.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(TaskHubSidecarService.TaskHubSidecarServiceClient client)
    {
        using var work = client.GetWorkItems(new GetWorkItemsRequest(), cancellationToken: _stop.Token);
        try
        {
            await foreach (var item in work.ResponseStream.ReadAllAsync(_stop.Token))
            {
                _ = CarryAsync(client, item);
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && _stop.IsCancellationRequested)
        {
            // Enough.
        }
    }

    private async Task CarryAsync(TaskHubSidecarService.TaskHubSidecarServiceClient client, WorkItem item)
    {
        try
        {
            if (item.OrchestratorRequest is { } orchestration)
            {
                await client.CompleteOrchestratorTaskAsync(await OrchestrateAsync(orchestration));
            }
            else if (item.ActivityRequest is { } activity)
            {
                await client.CompleteActivityTaskAsync(await ActAsync(activity));
            }
        }
        catch (Exception e) when (e is IOException or RpcException)
        {
            // The worker went, or the hub did: what it did not finish is nobody's.
        }
    }

    private async Task<OrchestratorResponse> OrchestrateAsync(OrchestratorRequest request)
    {
        var name = request.PastEvents.Concat(request.NewEvents)
            .Last(e => e.ExecutionStarted is not null).ExecutionStarted.Name;
        var answer = await invoke(name, Convert.ToBase64String(request.ToByteArray()));
        return answer.Result.Status == StatusResults.Success
            ? OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer.ReturnValue.String))
            : throw new IOException(answer.Result.Exception?.Message);
    }

    private async Task<ActivityResponse> ActAsync(ActivityRequest request)
    {
        var answer = await invoke(request.Name, Only(request.Input));
        var response = new ActivityResponse
        {
            InstanceId = request.OrchestrationInstance.InstanceId,
            TaskId = request.TaskId,
        };
        if (answer.Result.Status == StatusResults.Success)
        {
            response.Result = answer.ReturnValue?.Json;
        }
        else
        {
            response.FailureDetails = Failure(answer.Result.Exception.Message);
        }

        return response;
    }

    // Inputs of activities are in histories as arrays of one.
    private static string? Only(string? input)
    {
        if (input is null)
        {
            return null;
        }

        using var inputs = JsonDocument.Parse(input);
        return inputs.RootElement.EnumerateArray().Single().GetRawText();
    }

    // "System.IO.IOException: What is wrong.", then the stack.
    private static TaskFailureDetails Failure(string exception)
    {
        var line = exception.Split('\n')[0];
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return new TaskFailureDetails
        {
            ErrorType = colon < 0 ? "" : line[..colon],
            ErrorMessage = colon < 0 ? line : line[(colon + 2)..],
        };
    }
}
