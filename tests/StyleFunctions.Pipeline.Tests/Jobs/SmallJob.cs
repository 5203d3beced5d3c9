using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Resampling;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Pipeline.Tests.Jobs;

/// <summary>Jobs with the embedded network, small enough to be done many times: 5 iterations, then 4.</summary>
internal static class SmallJob
{
    public const string Harbour = "harbour.png";

    public const string Brushwork = "brushwork.png";

    public const string Mosaic = "mosaic.png";

    /// <summary>The only variant of a job that is no sweep.</summary>
    public const string OnlyVariant = "v001";

    private static readonly Lazy<Network> _network = new(EmbeddedNetwork.Create);

    private static readonly Lazy<IReadOnlyDictionary<string, CanonicalPicture>> _pictures = new(() =>
        ((string[])[Harbour, Brushwork, Mosaic]).ToDictionary(name => name, name => Small(name, 64)));

    public static Network Network => _network.Value;

    public static NetworkProfile Profile => NetworkProfile.Of(Network);

    public static IReadOnlyDictionary<string, CanonicalPicture> Pictures => _pictures.Value;

    public static DateTimeOffset Accepted { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static JobRequest Request { get; } = new()
    {
        Content = [Harbour],
        Styles = [Brushwork],
        Settings = new Dictionary<string, SettingValues>
        {
            ["size"] = "46",
            ["min-size"] = "32",
            ["iterations"] = "4",
            ["initial-iterations"] = "5",
        },
    };

    public static Backend Backend { get; } = new(
        (_, _) => Task.FromResult(Network),
        (network, settings) => new CpuEngine(network, settings.Pooling, settings.Padding, threads: 1));

    /// <summary>The request with settings changed.</summary>
    public static JobRequest With(this JobRequest request, params (string Name, SettingValues Values)[] settings)
    {
        var changed = request.Settings.ToDictionary();
        foreach (var (name, values) in settings)
        {
            changed[name] = values;
        }

        return request with { Settings = changed };
    }

    public static async Task<Job> Accept(
        this IArtifactStore store, JobRequest request, int run = 1, long? memory = null) =>
        (await new JobIntake(store).AcceptAsync(request, Pictures, Profile, Accepted, run, memory)).Job;

    /// <summary>Paints a variant to its end by one worker.</summary>
    public static async Task<ResultManifest> Paint(
        this IArtifactStore store, Job job, ChunkBudget budget, string variant = OnlyVariant)
    {
        using var runner = new ChunkRunner(store, Backend);
        return await runner.Paint(store, job, budget, variant);
    }

    /// <summary>Paints a variant to its end.</summary>
    public static async Task<ResultManifest> Paint(
        this ChunkRunner runner,
        IArtifactStore store,
        Job job,
        ChunkBudget budget,
        string variant = OnlyVariant)
    {
        while (await runner.PaintChunk(store, job, budget, variant) is not null)
        {
        }

        return await new VariantFinisher(store).FinishAsync(job.Id, variant);
    }

    /// <summary>Paints the next chunk of a variant; null if none is left.</summary>
    public static async Task<ChunkResult?> PaintChunk(
        this ChunkRunner runner,
        IArtifactStore store,
        Job job,
        ChunkBudget budget,
        string variant = OnlyVariant,
        CancellationToken stop = default)
    {
        var position = (await store.History(job, variant)).Position;
        return position.IsDone(job.Variant(variant))
            ? null
            : await runner.RunAsync(position.Chunk(job, variant), budget, Attempt(), stop: stop);
    }

    public static ChunkKey Chunk(this VariantPosition position, Job job, string variant = OnlyVariant) =>
        new(job.Id, variant, position.Scale, position.Iteration);

    public static Task<VariantHistory> History(
        this IArtifactStore store, Job job, string variant = OnlyVariant) =>
        VariantHistory.ReadAsync(store, job, job.Variant(variant));

    public static string Attempt() => Guid.NewGuid().ToString("N");

    private static CanonicalPicture Small(string name, int size)
    {
        var picture = PictureFile.Read(Path.Combine(AppContext.BaseDirectory, "samples", name));
        var height = size * picture.Height / picture.Width;
        return CanonicalPicture.Decode(PictureFile.EncodePng(Resampler.Resize(picture, size, height)));
    }
}
