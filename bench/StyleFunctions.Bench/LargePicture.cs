using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>An iteration on a picture that does not fit, against one on a picture that does, in turn.</summary>
internal static class LargePicture
{
    private static readonly PictureSize Small = new(1024, 1024);

    public static int Run(EngineOptions options)
    {
        foreach (var size in options.Sizes)
        {
            using var small = Start(Small, long.MaxValue, options);
            using var large = Start(size, options.Memory, options);
            small.Touch();
            for (var run = 0; run < options.Runs; run++)
            {
                small.Step();
                large.Step();
            }

            var ratio = large.Times.Median / Pixels(size) / (small.Times.Median / Pixels(Small));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"large {size} {large.Times.Median:F2} {ratio:F2} {large.Ask("memory") / 1e6:F0}"));
        }

        return 0;
    }

    private static double Pixels(PictureSize size) => (double)size.Width * size.Height;

    private static BenchmarkProcess Start(PictureSize size, long memory, EngineOptions options)
    {
        var threads = options.Threads[^1];
        return BenchmarkProcess.Start(
            ChildProgram.Ours(options.Isa, threads, "engine-worker"),
            Text(size.Width),
            Text(size.Height),
            Text(memory),
            Text(threads)) ?? throw new InvalidOperationException("Our own side did not start.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
