using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>Brings requests, the pictures they name and the network they want together at the desk.</summary>
/// <param name="desk">The desk.</param>
/// <param name="networks">The networks there are.</param>
/// <param name="gate">Lets one request at a time have its pictures in memory.</param>
/// <param name="limits">The largest pictures.</param>
/// <param name="hasWebhooks">Whether somebody tells webhooks.</param>
/// <param name="memory">As in <see cref="JobIntake.AcceptAsync"/>.</param>
public sealed class Submission(
    JobDesk desk, NetworkShelf networks, PictureGate gate, UploadLimits limits, bool hasWebhooks, long? memory = null)
{
    private const string NoWebhooks = "Webhooks are signed, and there is no secret to sign with: set "
        + "STYLEFUNCTIONS_WEBHOOK_SECRET before the server starts.";

    /// <summary>Through which its pictures come.</summary>
    internal PictureGate Gate => gate;

    /// <summary>Hands a request in.</summary>
    /// <param name="request">The request.</param>
    /// <param name="find">Finds the picture of a name; null if there is none.</param>
    /// <param name="idempotencyKey">The caller's name for this request; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JobRefusedException">The request cannot become a job.</exception>
    /// <exception cref="InvalidSettingException">A setting is unknown or not allowed.</exception>
    /// <exception cref="IdempotencyConflictException">The key came with another request before.</exception>
    /// <exception cref="QueueFullException">Too many jobs are waiting.</exception>
    public Task<AcceptedJob> SubmitAsync(
        JobRequest request,
        Func<string, CancellationToken, Task<CanonicalPicture?>> find,
        string? idempotencyKey = null,
        CancellationToken cancellation = default) => gate.RunAsync(
        async () =>
        {
            if (request.Webhook is not null && !hasWebhooks)
            {
                throw new JobRefusedException("webhook", NoWebhooks);
            }

            var pictures = await FindAsync(request, find, cancellation);
            var network = await networks.ProfileAsync(request.Network, cancellation);
            return await desk.SubmitAsync(request, pictures, network, idempotencyKey, memory, cancellation);
        },
        cancellation);

    private async Task<Dictionary<string, CanonicalPicture>> FindAsync(
        JobRequest request,
        Func<string, CancellationToken, Task<CanonicalPicture?>> find,
        CancellationToken cancellation)
    {
        var pictures = new Dictionary<string, CanonicalPicture>();
        var pixels = 0L;
        foreach (var (field, name) in Names(request).DistinctBy(n => n.Name))
        {
            if (await find(name, cancellation) is not { } picture)
            {
                continue; // the desk's refusal says which
            }

            pixels += (long)picture.Width * picture.Height;
            pictures.Add(name, pixels <= limits.RequestPixels ? picture : throw new JobRefusedException(
                field,
                $"The pictures have more than {limits.RequestPixels:N0} pixels together, which is the most a request "
                + "may have."));
        }

        return pictures;
    }

    // The setting init may name a picture too.
    private static IEnumerable<(string Field, string Name)> Names(JobRequest request) =>
        request.Content.Select(n => ("content", n))
            .Concat(request.Styles.Select(n => ("styles", n)))
            .Concat((request.Settings.GetValueOrDefault(Starts.Setting)?.Values ?? [])
                .Where(v => !Starts.Names.Contains(v))
                .Select(n => (Starts.Setting, n)))
            .Where(n => !string.IsNullOrEmpty(n.Item2));
}
