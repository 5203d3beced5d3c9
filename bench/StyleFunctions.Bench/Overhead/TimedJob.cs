using System.Diagnostics;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Bench.Overhead;

/// <summary>A job of one variant in a folder of its own, carried out a chunk at a time as a server does.</summary>
internal sealed class TimedJob : IDisposable
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder;
    private readonly FolderArtifactStore _store;
    private readonly JobStore _jobs;
    private readonly Job _job;
    private readonly ChunkRunner _chunks;
    private readonly LocalRunner _runner;
    private readonly Dictionary<string, double> _parts = [];
    private long _last;

    private TimedJob(DirectoryInfo folder, FolderArtifactStore store, Job job, Network network, OverheadOptions options)
    {
        (_folder, _store, _job) = (folder, store, job);
        _jobs = new JobStore(store);
        var backend = new Backend(
            (_, _) => Task.FromResult(network),
            (given, settings) => new CpuEngine(given, settings.Pooling, settings.Padding, options.Threads));
        _chunks = new ChunkRunner(store, backend) { Reached = Reached };
        _runner = new LocalRunner(
            new JobActivities(store, new PaintingOptions(new ChunkBudget(options.Every)), _chunks));
    }

    public TransferSettings Settings => _job.Variants[0].TransferSettings();

    /// <summary>The time its turns took.</summary>
    public double Seconds { get; private set; }

    /// <summary>The time it took to tell where it stands, every second, while it ran.</summary>
    public double StatusSeconds { get; private set; }

    /// <summary>Where its time went.</summary>
    public IReadOnlyDictionary<string, double> Parts => _parts;

    public static async Task<TimedJob> AcceptAsync(
        JobRequest request,
        IReadOnlyDictionary<string, CanonicalPicture> pictures,
        Network network,
        OverheadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("stylefunctions-bench-");
        var store = new FolderArtifactStore(folder.FullName);
        var accepted = await new JobIntake(store).AcceptAsync(
            request, pictures, NetworkProfile.Of(network), DateTimeOffset.UtcNow);
        return new TimedJob(folder, store, accepted.Job, network, options);
    }

    /// <summary>Runs the next chunk and, after the last, ends the job.</summary>
    /// <returns>Whether it is done.</returns>
    public async Task<bool> RunChunkAsync()
    {
        using var ended = new CancellationTokenSource();
        var watching = Task.Run(() => WatchAsync(ended.Token));
        var start = _last = Stopwatch.GetTimestamp();
        var end = await Task.Run(() => _runner.RunAsync(_job.Id, isTurnOver: () => true));
        Count(end == LocalEnd.Done ? "finish" : "turn");
        Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        await ended.CancelAsync();
        await watching;
        return end switch
        {
            LocalEnd.Done => true,
            LocalEnd.TurnOver => false,
            _ => throw new InvalidOperationException($"The job ended: {end}."),
        };
    }

    /// <summary>The time its iterations took, measuring of targets included, as its manifests have it.</summary>
    public async Task<double> IterationSecondsAsync() =>
        (await VariantHistory.ReadAsync(_store, _job, _job.Variants[0])).Chunks.Sum(c => c.Losses.Seconds.Sum());

    public void Dispose()
    {
        _chunks.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Reached(ChunkPoint point) => Count(point switch
    {
        ChunkPoint.Loaded => "load",
        ChunkPoint.Iterated or ChunkPoint.Optimized => "iterations",
        ChunkPoint.CheckpointWritten => "checkpoint",
        ChunkPoint.FrameWritten => "frame",
        ChunkPoint.Committed => "manifest",
        _ => "sweep",
    });

    private void Count(string part)
    {
        var now = Stopwatch.GetTimestamp();
        _parts[part] = _parts.GetValueOrDefault(part) + Stopwatch.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
    }

    private async Task WatchAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(StatusInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var start = Stopwatch.GetTimestamp();
                await _jobs.ReadStatusAsync(_job.Id, CancellationToken.None);
                StatusSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }
        catch (OperationCanceledException)
        {
            // The chunk has ended.
        }
    }
}
