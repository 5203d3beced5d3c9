using StyleFunctions.Transfer;

namespace StyleFunctions.Cli;

/// <summary>Progress as lines for a log: one at first, every 5 % or 10 seconds, and at the end of each scale.</summary>
/// <param name="writer">Receives the lines.</param>
internal sealed class ProgressLines(TextWriter writer) : ProgressDisplay
{
    private const int Steps = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TextWriter _writer = TextWriter.Synchronized(writer);
    private int _shownSteps = -1;
    private TimeSpan _shownElapsed;

    /// <inheritdoc/>
    public override bool While(Func<Action<TransferProgress>, bool> work, CancellationToken stop)
    {
        using var stopping = stop.Register(() => _writer.WriteLine($"{ProgressText.Stopping}."));
        return work(Show);
    }

    private void Show(TransferProgress progress)
    {
        var steps = (int)((progress.Fraction * Steps) + 1e-9);
        if (progress.Iteration == progress.Iterations
            || steps > _shownSteps
            || progress.Elapsed >= _shownElapsed + Interval)
        {
            var (percent, place) = (ProgressText.Percent(progress), ProgressText.Place(progress));
            _writer.WriteLine($"{percent}  {Heading}{place}  {ProgressText.Times(progress)}");
            (_shownSteps, _shownElapsed) = (steps, progress.Elapsed);
        }
    }
}
