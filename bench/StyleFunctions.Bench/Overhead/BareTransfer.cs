using System.Diagnostics;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Bench.Overhead;

/// <summary>A transfer that nothing is kept of.</summary>
internal sealed class BareTransfer(
    Network network, CanonicalPicture content, CanonicalPicture style, TransferSettings settings, int threads)
    : IDisposable
{
    private CpuEngine? _engine;
    private StyleTransfer? _transfer;

    /// <summary>Does iterations; the first time it also makes the engine, as a job's first chunk does.</summary>
    /// <returns>The seconds they took.</returns>
    public double Run(int iterations)
    {
        var start = Stopwatch.GetTimestamp();
        _engine ??= new CpuEngine(network, settings.Pooling, settings.Padding, threads);
        _transfer ??= new StyleTransfer(_engine, new TransferInputs(content.Picture, [style.Picture]), settings);
        using var enough = new CancellationTokenSource();
        _transfer.Run(
            _ =>
            {
                if (--iterations == 0)
                {
                    enough.Cancel();
                }
            },
            enough.Token);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _transfer?.Dispose();
        _engine?.Dispose();
    }
}
