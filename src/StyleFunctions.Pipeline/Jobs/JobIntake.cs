using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Turns requests into jobs in a store. The same request, pictures and weights are the same job.</summary>
/// <param name="store">The store.</param>
public sealed class JobIntake(IArtifactStore store)
{
    /// <summary>Most variants a job may have.</summary>
    public const int MostVariants = 1000;

    /// <summary>Checks a request and writes its inputs and, last, job.json; or finds the job it already is.</summary>
    /// <remarks>Inputs that were removed since are written again.</remarks>
    /// <param name="request">The request.</param>
    /// <param name="pictures">Every picture that the request names, by those names.</param>
    /// <param name="network">The network it is to be painted with.</param>
    /// <param name="accepted">The time, which is written down and decides nothing.</param>
    /// <param name="run">Which run of the job, from 1: another run paints the same again.</param>
    /// <param name="memory">
    /// Bytes for the variants whose setting memory the request leaves open; null for no limit. It is written into the
    /// job, so that every chunk is cut alike wherever it runs; but being the caller's choice, such as
    /// <see cref="Transfer.FreeMemory.Default"/>, it does not make another job.
    /// </param>
    /// <param name="output">Where the command line that begins it wants the result; null if none does.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JobRefusedException">The request names no picture, one that is not there, ...</exception>
    /// <exception cref="InvalidSettingException">A setting is unknown or not allowed, or does not fit.</exception>
    public async Task<AcceptedJob> AcceptAsync(
        JobRequest request,
        IReadOnlyDictionary<string, CanonicalPicture> pictures,
        NetworkProfile network,
        DateTimeOffset accepted,
        int run = 1,
        long? memory = null,
        JobOutput? output = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(memory ?? 1);
        var variants = Variants(request, pictures, network);
        var jobNetwork = new JobNetwork(
            network.Architecture.Name, network.Hash, network.Preprocessing.Scale);
        var named = Named(variants, pictures);
        var job = new Job
        {
            Id = JobIdentity.Id(jobNetwork, request.BitDepth, variants, run),
            Name = request.Name,
            Accepted = accepted,
            Webhook = request.Webhook,
            Network = jobNetwork,
            BitDepth = request.BitDepth,
            Inputs = [.. named.Select(p => new JobInput(p.Value.Hash, p.Key, p.Value.Width, p.Value.Height))],
            Variants = [.. variants.Select(v => WithMemory(v, memory))],
        };
        foreach (var (_, picture) in named)
        {
            await using var png = picture.OpenRead();
            await store.CreateAsync(JobLayout.Input(job.Id, picture.Hash), png, cancellation);
        }

        await OwnAsync(job.Id, output, cancellation);
        var (name, type) = (JobLayout.Job(job.Id), PipelineJson.Default.Job);
        return await store.CreateJsonAsync(name, job, type, cancellation)
            ? new AcceptedJob(job, IsNew: true)
            : new AcceptedJob((await store.ReadJsonAsync(name, type, cancellation))!.Value.Value, IsNew: false);
    }

    /// <summary>What a request would make a job paint. Nothing is written.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pictures">Every picture that the request names, by those names.</param>
    /// <param name="network">The network it is to be painted with.</param>
    /// <exception cref="JobRefusedException">As in <see cref="AcceptAsync"/>.</exception>
    /// <exception cref="InvalidSettingException">As in <see cref="AcceptAsync"/>.</exception>
    public static IReadOnlyList<Variant> Variants(
        JobRequest request, IReadOnlyDictionary<string, CanonicalPicture> pictures, NetworkProfile network)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(network);
        RequestCheck.Check(request, pictures, network);
        return new Sweep(request, pictures, network).Variants();
    }

    // Before the job is there: no server is to take a command line's job for its own, nor to leave its own alone.
    private async Task OwnAsync(string job, JobOutput? output, CancellationToken cancellation)
    {
        if (await store.ReadJsonAsync(JobLayout.Job(job), PipelineJson.Default.Job, cancellation) is not null)
        {
            return;
        }

        await (output is null
            ? store.DeleteAsync(JobLayout.Output(job), cancellation)
            : new JobStore(store).SetOutputAsync(job, output, cancellation));
    }

    private static Variant WithMemory(Variant variant, long? memory)
    {
        var settings = variant.TransferSettings();
        return variant with { Settings = SettingText.Write(settings with { Memory = settings.Memory ?? memory }) };
    }

    // The pictures that variants read, each once, by the first name the request has for it.
    private static List<KeyValuePair<string, CanonicalPicture>> Named(
        IReadOnlyList<Variant> variants, IReadOnlyDictionary<string, CanonicalPicture> pictures)
    {
        var hashes = variants.SelectMany(v => (string?[])[v.Content, .. v.Styles, v.Start]).OfType<string>();
        return [.. hashes.Distinct().Select(hash => pictures
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .First(p => p.Value.Hash == hash))];
    }
}
