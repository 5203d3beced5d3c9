using StyleFunctions.Cli.Jobs;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Cli.Painting;

/// <summary>Carries a job out in this process, from wherever it stands, and delivers its pictures.</summary>
internal sealed class JobPainting
{
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(2);

    private readonly JobFolder _folder;
    private readonly Job _job;
    private readonly JobOutput _output;
    private readonly string _id;
    private readonly Notices _notices;
    private readonly JobDelivery _delivery;
    private readonly FrameCopies _frames;

    /// <summary>A job that can be painted.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="job">The job.</param>
    /// <param name="output">Where its pictures are wanted.</param>
    /// <param name="id">Its id as a person types it.</param>
    /// <param name="notices">What a person is told.</param>
    public JobPainting(JobFolder folder, Job job, JobOutput output, string id, Notices notices)
    {
        (_folder, _job, _output, _id, _notices) = (folder, job, output, id, notices);
        _delivery = new JobDelivery(folder, job, output, notices);
        _frames = new FrameCopies(folder, job, output, notices);
    }

    /// <summary>Delivers a job that is done.</summary>
    /// <returns>The exit code; null if it is not done.</returns>
    public async Task<int?> DeliverAsync()
    {
        if ((await _folder.Jobs.ReadStatusAsync(_job.Id))?.State != JobState.Done)
        {
            return null;
        }

        await CatchUpAsync();
        return await EndAsync();
    }

    /// <summary>Claims the job, so that no other command line paints it meanwhile.</summary>
    /// <exception cref="UsageException">Another does.</exception>
    public async Task<IDisposable> ClaimAsync()
    {
        var until = DateTime.UtcNow + ClaimTime; // others hold it for a moment, to see whether somebody does
        while (true)
        {
            if (_folder.Artifacts.TryClaim(_job.Id) is { } claim)
            {
                return claim;
            }

            if (DateTime.UtcNow > until)
            {
                throw new UsageException(
                    $"The job {_id} is being painted by another process; "
                    + $"'{_folder.Command($"jobs pause {_id}")}' stops that one.");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Paints until the job is done, or cannot or may not go on.</summary>
    /// <param name="network">Its network.</param>
    /// <param name="engines">What it is computed on.</param>
    /// <param name="takesOver">Whether to go on with it if another engine began it.</param>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="stop">Asks to stop: what is done is kept.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">It could not go on.</exception>
    public async Task<int> PaintAsync(
        Network network, IEngineSource engines, bool takesOver, ProgressDisplay display, CancellationToken stop)
    {
        foreach (var variant in _job.Variants)
        {
            await _frames.CatchUpAsync(variant.Id);
        }

        var backend = Backend.On(engines, (_, _) => Task.FromResult(network), takesOver);
        var end = LocalEnd.Stopped;
        try
        {
            display.While(
                show =>
                {
                    end = Run(backend, display, show, stop);
                    return end == LocalEnd.Done;
                },
                stop);
        }
        catch (ActivityFailedException e)
        {
            throw new UsageException($"{Ended(e.Message)} {Again()}");
        }

        if (end == LocalEnd.Gone)
        {
            _notices.Say($"The job {_id} was deleted.");
            return ExitCode.Stopped;
        }

        await CatchUpAsync();
        switch (end)
        {
            case LocalEnd.Done:
                return await EndAsync();

            case LocalEnd.Failed:
                throw new UsageException($"{Ended(await FailureAsync())} {Again()}");

            default:
                await TellWhereItStandsAsync(end);
                _notices.Say($"Resume with: {_folder.Command($"resume {_id}")}");
                return ExitCode.Stopped;
        }
    }

    private LocalEnd Run(
        Backend backend,
        ProgressDisplay display,
        Action<Transfer.TransferProgress> show,
        CancellationToken stop)
    {
        using var chunks = new ChunkRunner(_folder.Artifacts, backend);
        var progress = new JobProgress(_job);
        var activities = new JobActivities(_folder.Artifacts, new PaintingOptions(Budget), chunks)
        {
            OnIteration = (chunk, step) =>
            {
                display.Heading = progress.HeadingOf(chunk);
                show(progress.Of(chunk, step));
            },
            OnCommitted = CommittedAsync,
        };
        return new LocalRunner(activities).RunAsync(_job.Id, stop: stop).GetAwaiter().GetResult();
    }

    // A frame is a chunk's last picture, so that chunks must end where frames are due.
    private ChunkBudget Budget => _output.Frames is null
        ? ChunkBudget.Default
        : ChunkBudget.Default with { Iterations = _output.FramesEvery };

    private async Task CommittedAsync(ChunkKey chunk)
    {
        await _frames.CatchUpAsync(chunk.Variant);
        try
        {
            await _delivery.CatchUpAsync();
        }
        catch (UsageException)
        {
            // It is tried again, and told, at the end.
        }
    }

    private async Task CatchUpAsync()
    {
        foreach (var variant in _job.Variants)
        {
            await _frames.CatchUpAsync(variant.Id);
        }

        await _delivery.CatchUpAsync();
        _delivery.NameWritten();
    }

    private async Task<int> EndAsync()
    {
        await _delivery.WriteContactSheetAsync();
        _delivery.NameWritten();
        _frames.TellWhatIsMissing();
        return ExitCode.Done;
    }

    private async Task<string> FailureAsync()
    {
        if (await _folder.Jobs.ReadFailureAsync(_job.Id) is { } whole)
        {
            return whole.Message;
        }

        var failures = new List<string>();
        foreach (var variant in _job.Variants)
        {
            if (await _folder.Jobs.ReadFailureAsync(_job.Id, variant.Id) is { } failure)
            {
                failures.Add(
                    variant.Label.Length == 0 ? failure.Message : $"{variant.Label}: {failure.Message}");
            }
        }

        return failures.Count > 1 ? $"{failures.Count} pictures failed; {failures[0]}" : failures[0];
    }

    private async Task TellWhereItStandsAsync(LocalEnd end)
    {
        var why = end switch
        {
            LocalEnd.Paused => "Paused",
            LocalEnd.Cancelled => "Cancelled",
            _ => "Stopped",
        };
        if (_job.Variants.Count > 1)
        {
            _notices.Say($"{why}; {_delivery.Count} of {_job.Variants.Count} pictures are done.");
            return;
        }

        var history = await VariantHistory.ReadAsync(_folder.Artifacts, _job, _job.Variants[0]);
        if (history.Chunks.Count == 0)
        {
            _notices.Say($"{why} before the first iteration; nothing is written.");
            return;
        }

        var (last, scales) = (history.Chunks[^1], history.Variant.Scales);
        var scale = scales[last.Scale];
        await _delivery.WriteSoFarAsync(last, history.Variant);
        _delivery.NameWritten();
        _notices.Say($"{why} at iteration {last.End} of {scale.Iterations}, scale {last.Scale + 1} of {scales.Count}; "
            + $"the picture so far is {scale.Width} x {scale.Height}.");
    }

    private string Again() => $"Once that is mended, '{_folder.Command($"resume {_id}")}' goes on.";

    private static string Ended(string sentence) =>
        sentence is [.., '.' or '!' or '?'] ? sentence : $"{sentence}.";
}
