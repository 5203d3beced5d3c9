using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;

namespace StyleFunctions.Functions.Blobs;

/// <summary>What the storage cannot or will not do, as the pipeline knows it of any store.</summary>
internal static class BlobFailure
{
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private const int TooManyRequests = 429;
    private const int Unavailable = 503;

    /// <summary>Waits for an answer.</summary>
    /// <exception cref="IOException">The storage cannot be reached, or not do it.</exception>
    /// <exception cref="UnauthorizedAccessException">This app may not.</exception>
    public static async Task<T> Explain<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception e) when (Explanation(e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Waits for each item of a listing.</summary>
    public static async IAsyncEnumerable<T> Explain<T>(
        IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var each = items.GetAsyncEnumerator(cancellation);
        while (await Explain(each.MoveNextAsync().AsTask()))
        {
            yield return each.Current;
        }
    }

    /// <summary>Whether it is the service's answer, and this one.</summary>
    public static bool Says(this RequestFailedException e, BlobErrorCode code) =>
        e.ErrorCode is { } said && said == code;

    // Null for what is no failure of the storage. After several tries the library throws what went wrong in each.
    private static Exception? Explanation(Exception e) => e switch
    {
        // Tried several times, and given no answer in time: nobody gave up.
        AggregateException { InnerExceptions: [.., OperationCanceledException] } => new IOException(
            $"The storage cannot be reached: {FirstLine(e)}", e),
        AggregateException { InnerExceptions: [.., var last] } => Explanation(last),
        AuthenticationFailedException => new UnauthorizedAccessException(
            $"This app has no identity that the storage knows: {FirstLine(e)}", e),
        RequestFailedException { Status: Unauthorized or Forbidden } refusal => new UnauthorizedAccessException(
            $"The storage refuses this app ({Code(refusal)}): its identity needs the role Storage Blob Data Owner.", e),
        RequestFailedException { Status: TooManyRequests or Unavailable } busy => new IOException(
            $"The storage is busy, and stayed so ({Code(busy)}): try again later.", e),
        RequestFailedException failure when failure.Says(BlobErrorCode.ContainerNotFound) => new IOException(
            "The storage has no such container; it is made when this app starts.", e),
        RequestFailedException { Status: 0 } => new IOException($"The storage cannot be reached: {FirstLine(e)}", e),
        RequestFailedException failure => new IOException(
            $"The storage cannot do this ({Code(failure)}): {FirstLine(e)}", e),
        _ => null,
    };

    private static string Code(RequestFailedException e) => e.ErrorCode ?? $"{e.Status}";

    // The library's messages go on with the whole answer.
    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim();
}
