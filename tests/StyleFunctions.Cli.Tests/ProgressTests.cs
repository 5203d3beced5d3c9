using Spectre.Console;
using StyleFunctions.Transfer;

namespace StyleFunctions.Cli.Tests;

public class ProgressTests
{
    [Fact]
    public void Lines_come_at_first_then_every_5_per_cent_and_at_the_end_of_each_scale()
    {
        var lines = Lines(Steps(scales: 2, iterations: 100, secondsEach: 0.01));

        Assert.Equal(21, lines.Count);
        Assert.StartsWith("  0 %  scale 1/2 (128x96)  iteration 1/100", lines[0], StringComparison.Ordinal);
        Assert.Equal("  5 %  scale 1/2 (128x96)  iteration 10/100  loss 12.34  0:00 elapsed, 1:05 left", lines[1]);
        Assert.Contains("scale 1/2 (128x96)  iteration 100/100", lines[10], StringComparison.Ordinal);
        Assert.Contains("scale 2/2 (128x96)  iteration 100/100", lines[20], StringComparison.Ordinal);
        Assert.StartsWith("100 %", lines[20], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_long_run_come_every_10_seconds()
        => Assert.Equal(201, Lines(Steps(scales: 1, iterations: 2001, secondsEach: 1)).Count);

    [Fact]
    public void Lines_say_when_the_work_is_about_to_stop()
    {
        using var stop = new CancellationTokenSource();
        using var writer = new StringWriter();

        var finished = new ProgressLines(writer).While(
            _ =>
            {
                stop.Cancel();
                return false;
            },
            stop.Token);

        Assert.False(finished);
        Assert.Contains("Stopping after this iteration", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bar_shows_share_scale_size_iteration_loss_and_times()
    {
        var screen = Screen(Steps(scales: 2, iterations: 30, secondsEach: 1).SkipLast(1));

        Assert.Contains("━", screen, StringComparison.Ordinal);
        Assert.Contains("98 %", screen, StringComparison.Ordinal);
        Assert.Contains("scale 2/2 (128x96)  iteration 29/30  loss 12.34", screen, StringComparison.Ordinal);
        Assert.Contains("0:59 elapsed, 1:05 left", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Bar_gives_the_cursor_back_when_the_work_fails()
    {
        using var writer = new StringWriter();

        Assert.Throws<NonFiniteLossException>(() =>
            new ProgressBar(Console(writer)).While(_ => throw new NonFiniteLossException(4, 4, 2), default));

        Assert.True(
            writer.ToString().LastIndexOf("\e[?25h", StringComparison.Ordinal)
            > writer.ToString().LastIndexOf("\e[?25l", StringComparison.Ordinal));
    }

    [Fact]
    public void Hours_are_shown_where_there_are_any()
    {
        var progress = Steps(1, 1, 1).Single() with
        {
            Elapsed = TimeSpan.FromSeconds(59),
            Remaining = TimeSpan.FromHours(26) + TimeSpan.FromMinutes(3.5),
        };

        Assert.Equal("0:59 elapsed, 26:03:30 left", ProgressText.Times(progress));
    }

    private static List<string> Lines(IEnumerable<TransferProgress> steps)
    {
        using var writer = new StringWriter();
        new ProgressLines(writer).While(show => ShowAll(show, steps), default);
        return [.. writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string Screen(IEnumerable<TransferProgress> steps)
    {
        using var writer = new StringWriter();
        new ProgressBar(Console(writer)).While(show => ShowAll(show, steps), default);
        return writer.ToString();
    }

    private static bool ShowAll(Action<TransferProgress> show, IEnumerable<TransferProgress> steps)
    {
        foreach (var step in steps)
        {
            show(step);
        }

        return true;
    }

    private static IAnsiConsole Console(StringWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 100;
        return console;
    }

    private static IEnumerable<TransferProgress> Steps(int scales, int iterations, double secondsEach) =>
        from scale in Enumerable.Range(1, scales)
        from iteration in Enumerable.Range(1, iterations)
        let done = ((scale - 1) * iterations) + iteration
        select new TransferProgress(
            scale, scales, 128, 96, iteration, iterations, 12.344, 1, 2, 3, (double)done / (scales * iterations),
            TimeSpan.FromSeconds(done * secondsEach), TimeSpan.FromSeconds(65));
}
