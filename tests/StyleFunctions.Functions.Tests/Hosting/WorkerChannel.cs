using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using StyleFunctions.Functions.Tests.Hosting.Protocol;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>The host's end of the line to its worker: a message out, and the answer that belongs to it.</summary>
internal sealed class WorkerChannel : FunctionRpc.FunctionRpcBase
{
    private const int Warning = 3;

    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _log = [];

    /// <summary>The worker has called.</summary>
    public Task Started => _started.Task;

    /// <summary>What the worker logged.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Sends a message that is answered under its own request id.</summary>
    public Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        return SendAsync(message, message.RequestId);
    }

    /// <summary>Runs a function.</summary>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request) =>
        (await SendAsync(new StreamingMessage { InvocationRequest = request }, request.InvocationId))
            .InvocationResponse;

    /// <summary>Tells the worker to go.</summary>
    public void Terminate() => _outgoing.Writer.TryWrite(
        new StreamingMessage { WorkerTerminate = new WorkerTerminate() });

    /// <summary>The line is dead: nobody is answered any more.</summary>
    public void Hang()
    {
        _outgoing.Writer.TryComplete();
        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(new IOException($"The worker is gone.\n{Log}"));
        }
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        var writing = WriteAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Take(message);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The worker went.
        }

        Hang();
        await writing;
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellation))
            {
                await stream.WriteAsync(message, cancellation);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException)
        {
            // The worker went.
        }
    }

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream:
                _started.TrySetResult();
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                Hear(message.RpcLog.Level, message.RpcLog.Message, message.RpcLog.Exception);
                break;
            default:
                Hear(Warning, null, message.InvocationResponse?.Result.Exception);
                var id = message.InvocationResponse?.InvocationId ?? message.RequestId;
                if (_waiting.TryRemove(id, out var waiting))
                {
                    waiting.TrySetResult(message);
                }

                break;
        }
    }

    private void Hear(int level, string? message, Trouble? trouble)
    {
        if (level >= Warning && (message is not null || trouble is not null))
        {
            _log.Enqueue($"{message} {trouble?.Message}");
        }
    }

    private Task<StreamingMessage> SendAsync(StreamingMessage message, string id)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        if (!_outgoing.Writer.TryWrite(message))
        {
            answer.TrySetException(new IOException($"The worker is gone.\n{Log}"));
        }

        return answer.Task;
    }
}
