using StyleFunctions.Transfer;

namespace StyleFunctions.Cli;

/// <summary>Shows how far a transfer is.</summary>
internal abstract class ProgressDisplay
{
    /// <summary>A bar on a screen, lines elsewhere, nothing when quiet.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="quiet">Whether to show nothing.</param>
    public static ProgressDisplay For(Terminal terminal, bool quiet) => (quiet, terminal.ShowsBars) switch
    {
        (true, _) => new NoProgress(),
        (_, true) => new ProgressBar(terminal.ErrorConsole),
        _ => new ProgressLines(terminal.Error),
    };

    /// <summary>What stands before scale and iteration: which picture of several; empty for nothing.</summary>
    public string Heading { get; set; } = "";

    /// <summary>Shows progress while work is done.</summary>
    /// <param name="work">The work; it is given what shows a step.</param>
    /// <param name="stop">When cancelled, the display says that the work is about to stop.</param>
    /// <returns>What the work returns.</returns>
    public abstract bool While(Func<Action<TransferProgress>, bool> work, CancellationToken stop);

    private sealed class NoProgress : ProgressDisplay
    {
        public override bool While(Func<Action<TransferProgress>, bool> work, CancellationToken stop) => work(_ => { });
    }
}
