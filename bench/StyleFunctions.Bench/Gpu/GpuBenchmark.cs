using System.Globalization;
using StyleFunctions.Transfer.Engines;

namespace StyleFunctions.Bench.Gpu;

/// <summary>
/// The GPU engine against PyTorch on one device, one process at a time, since they share its memory: medians of runs of
/// many iterations.
/// </summary>
internal static class GpuBenchmark
{
    private static readonly string[] _parts = ["process-step", "process-update"];
    private static readonly string[] _peers = ["eager", "compiled"];

    public static int Run(GpuOptions options)
    {
        if (!GpuDevices.AreBuiltIn)
        {
            Console.Error.WriteLine("This program has no GPU engine; run it with -p:Gpu=true.");
            return 2;
        }

        Console.WriteLine($"device {options.Device}, {Environment.ProcessorCount} cores");
        GpuAgreement.Report(ComputeDevice.Parse(options.Device), options.Precisions);
        foreach (var size in options.Sizes)
        {
            foreach (var precision in options.Precisions)
            {
                Console.WriteLine();
                Compare(options, size, precision);
            }
        }

        return 0;
    }

    private static void Compare(GpuOptions options, PictureSize size, string precision)
    {
        var threads = Environment.ProcessorCount;
        string[] picture = [$"{size.Width}", $"{size.Height}"];
        var ours = Measure(
            options,
            $"{size} ours {precision}",
            ChildProgram.Ours(InstructionSet.All, threads, "gpu-worker"),
            [.. picture, options.Device, precision, $"{options.Repeats}"],
            worker =>
            {
                foreach (var part in _parts)
                {
                    Say($"part {size} {precision} {part} {worker.Ask(part):F6}");
                }
            });
        var peers = _peers.Select(mode => Measure(
            options,
            $"{size} pytorch-{mode} {precision}",
            ChildProgram.Peer(options.Python, InstructionSet.All, threads, "pytorch_engine.py"),
            [.. picture, $"{threads}", options.Device, precision, mode, $"{options.Repeats}"])).ToArray();
        if (ours is not null && peers[0] is { } eager)
        {
            Say($"gpu-ratio {size} {precision} {eager / ours:F2}");
        }
    }

    private static double? Measure(
        GpuOptions options,
        string what,
        ChildProgram program,
        string[] arguments,
        Action<BenchmarkProcess>? more = null)
    {
        using var side = BenchmarkProcess.Start(program, arguments);
        if (side is null)
        {
            Say($"gpu {what} does not run here");
            return null;
        }

        try
        {
            side.Touch();
            for (var run = 0; run < options.Runs; run++)
            {
                side.Step();
            }

            Say($"gpu {what} {1 / side.Times.Median:F3} {side.Ask("device-memory") / 1e6:F0}   {side.Times}");
            more?.Invoke(side);
            return side.Times.Median;
        }
        catch (InvalidOperationException)
        {
            Say($"gpu {what} ended early, out of memory most likely");
            return null;
        }
    }

    private static void Say(FormattableString line) =>
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
