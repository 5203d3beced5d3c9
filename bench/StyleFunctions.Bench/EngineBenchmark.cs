using System.Globalization;
using System.Runtime.InteropServices;

namespace StyleFunctions.Bench;

/// <summary>What the machine can do, then each size: ours against PyTorch and, if wanted, the prototype.</summary>
internal sealed class EngineBenchmark(EngineOptions options)
{
    public int Run()
    {
        Console.WriteLine($"machine {ProcessorName()}, {Environment.ProcessorCount} cores");
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, instructions: {options.Isa.Name}");
        var peak = MeasurePeak();
        var python = FindPeer();
        foreach (var size in options.Sizes)
        {
            Console.WriteLine();
            using var comparison = new EngineComparison(options with { Python = python ?? options.Python }, size);
            comparison.Run();
            comparison.Report(peak);
        }

        return 0;
    }

    /// <summary>GFLOP/s of the best width on all threads used.</summary>
    private double MeasurePeak()
    {
        var threads = options.Threads[^1];
        var output = ChildProgram.Ours(options.Isa, threads, "fma-peak").Output($"{threads}")
            ?? throw new InvalidOperationException("The peak was not measured.");
        var lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
        {
            Console.WriteLine($"peak {line}");
        }

        return lines.Select(l => l.Split(' '))
            .Where(fields => fields[1] == $"{threads}")
            .Max(fields => double.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The Python that has PyTorch.</summary>
    private string? FindPeer()
    {
        foreach (var python in new[] { options.Python, "/usr/bin/python3" })
        {
            var program = ChildProgram.Peer(python, options.Isa, options.Threads[^1], "pytorch_kernels.py");
            if (program.Output() is { } kernels)
            {
                Console.WriteLine(kernels.Trim());
                return python;
            }
        }

        Console.WriteLine($"no PyTorch under {options.Python} or /usr/bin/python3 to compare with");
        return null;
    }

    private static string ProcessorName() =>
        OperatingSystem.IsLinux()
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                is { } line
            ? line[(line.IndexOf(':') + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();
}
