using System.Runtime.InteropServices;

namespace StyleFunctions.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks the work to stop, which then finishes its iteration and writes what it has;
/// the second ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const string ShowCursor = "\e[?25h";

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens from now on.</summary>
    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (!_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            return;
        }

        if (!Console.IsErrorRedirected)
        {
            // The progress bar hides the cursor and has no time left to bring it back.
            Console.Error.Write(ShowCursor);
        }

        Environment.Exit(ExitCode.Stopped);
    }
}
