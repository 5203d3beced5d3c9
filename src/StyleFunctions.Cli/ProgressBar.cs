using Spectre.Console;
using Spectre.Console.Rendering;
using StyleFunctions.Transfer;

namespace StyleFunctions.Cli;

/// <summary>Progress as a bar on a screen, redrawn in place, under a line that says where it stands.</summary>
/// <param name="console">The screen.</param>
internal sealed class ProgressBar(IAnsiConsole console) : ProgressDisplay
{
    /// <inheritdoc/>
    public override bool While(Func<Action<TransferProgress>, bool> work, CancellationToken stop)
    {
        // Written by the transfer's thread, read by the screen's: a reference is never seen half-written.
        var latest = new Latest();
        var finished = false;
        console.Progress()
            .Columns(
                new ProgressBarColumn { Width = Math.Clamp(console.Profile.Width - 36, 10, 60) },
                new TextColumn(() => latest.Progress is { } p ? ProgressText.Percent(p) : ""),
                new TextColumn(() => latest.Progress is { } p ? $"[grey]{ProgressText.Times(p)}[/]" : ""))
            .UseRenderHook((bar, _) => new Rows(Headline(latest.Progress, stop), bar))
            .Start(context =>
            {
                var task = context.AddTask("transfer", maxValue: 1);
                finished = work(progress =>
                {
                    latest.Progress = progress;
                    task.Value = progress.Fraction;
                });
            });
        return finished;
    }

    private Markup Headline(TransferProgress? progress, CancellationToken stop)
    {
        var place = progress is null ? "looking at the pictures" : Heading + ProgressText.Place(progress.Value);
        return new Markup(stop.IsCancellationRequested ? $"[yellow]{ProgressText.Stopping}[/]" : Markup.Escape(place))
        {
            Overflow = Overflow.Ellipsis,
        };
    }

    private sealed class Latest
    {
        private volatile object? _progress;

        public TransferProgress? Progress
        {
            get => (TransferProgress?)_progress;
            set => _progress = value;
        }
    }

    private sealed class TextColumn(Func<string> markup) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Markup(markup());
    }
}
