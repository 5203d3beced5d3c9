using Grpc.Core;
using Grpc.Core.Interceptors;

namespace StyleFunctions.Functions.Tests.Orchestration;

/// <summary>Whoever asks the hub for an instance has the answer when all have asked.</summary>
/// <param name="people">How many they are.</param>
internal sealed class Meeting(int people) : Interceptor
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return context.Method.Name != "GetInstance" ? call : new AsyncUnaryCall<TResponse>(
            MeetAsync(call.ResponseAsync),
            call.ResponseHeadersAsync,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose);
    }

    private async Task<TResponse> MeetAsync<TResponse>(Task<TResponse> answer)
    {
        var response = await answer;
        if (Interlocked.Increment(ref _asked) == people)
        {
            _all.SetResult();
        }

        await _all.Task;
        return response;
    }
}
