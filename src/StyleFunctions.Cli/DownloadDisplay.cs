using Spectre.Console;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>Shows how far a download is: a bar on a screen, a line every tenth elsewhere.</summary>
internal abstract class DownloadDisplay
{
    /// <summary>What suits the terminal.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="name">What is downloaded.</param>
    public static DownloadDisplay For(Terminal terminal, string name) =>
        terminal.ShowsBars ? new Bar(terminal.ErrorConsole, name) : new Lines(terminal.Error, name);

    /// <summary>Shows progress while work is done.</summary>
    /// <param name="work">The work; it is given what shows a step.</param>
    /// <returns>What the work returns.</returns>
    public abstract string While(Func<Action<WeightDownloadProgress>, string> work);

    private sealed class Bar(IAnsiConsole console, string name) : DownloadDisplay
    {
        public override string While(Func<Action<WeightDownloadProgress>, string> work) => console.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new DownloadedColumn(),
                new TransferSpeedColumn(),
                new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(name));
                task.IsIndeterminate = true;
                return work(progress =>
                {
                    task.IsIndeterminate = progress.BytesInAll is null;
                    task.MaxValue = progress.BytesInAll ?? Math.Max(progress.BytesDone, 1);
                    task.Value = progress.BytesDone;
                });
            });
    }

    private sealed class Lines(TextWriter writer, string name) : DownloadDisplay
    {
        private const int Tenths = 10;
        private int _shown = -1;

        public override string While(Func<Action<WeightDownloadProgress>, string> work) => work(progress =>
        {
            var tenth = progress.BytesInAll is { } all ? (int)(progress.BytesDone * Tenths / Math.Max(all, 1)) : 0;
            if (tenth != _shown)
            {
                _shown = tenth;
                var total = progress.BytesInAll is { } bytes ? $" of {ByteCount.Describe(bytes)}" : "";
                writer.WriteLine($"{name}: {ByteCount.Describe(progress.BytesDone)}{total}");
            }
        });
    }
}
