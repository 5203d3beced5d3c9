using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>A request for a job as it was received.</summary>
/// <param name="Request">The request.</param>
/// <param name="FindAsync">Finds the picture of a name; null if there is none.</param>
/// <param name="Form">The form it came in; null for none.</param>
internal sealed record ReceivedRequest(
    JobRequest Request, Func<string, CancellationToken, Task<CanonicalPicture?>> FindAsync, FormPictures? Form = null)
    : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Form?.DisposeAsync() ?? ValueTask.CompletedTask;
}
