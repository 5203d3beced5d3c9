using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StyleFunctions.Bench;

/// <summary>How many multiply-adds this machine does at best, with every operand in a register.</summary>
internal static class FmaPeak
{
    private const int Iterations = 5_000_000;
    private const int Attempts = 15;

    // Two units of four cycles' latency need eight sums in flight; sixteen registers hold twelve and the operands.
    private const int Sums = 12;

    private interface IMultiplyAdd<TVector>
    {
        static abstract int Bits { get; }

        static abstract TVector Create(float value);

        static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

        static abstract float First(TVector value);
    }

    /// <summary>Prints "bits threads GFLOP/s" for each width, on one thread and on all.</summary>
    public static int Run(int threads)
    {
        foreach (var count in new[] { 1, threads }.Distinct())
        {
            Print<MultiplyAdd128, Vector128<float>>(Vector128.IsHardwareAccelerated, count);
            Print<MultiplyAdd256, Vector256<float>>(Vector256.IsHardwareAccelerated, count);
            Print<MultiplyAdd512, Vector512<float>>(Vector512.IsHardwareAccelerated, count);
        }

        return 0;
    }

    private static void Print<TSimd, TVector>(bool isAccelerated, int threads)
        where TSimd : IMultiplyAdd<TVector>
    {
        if (isAccelerated)
        {
            var seconds = BestTime(Loop<TSimd, TVector>, threads);
            var operations = 2.0 * Iterations * Sums * (TSimd.Bits / 32) * threads;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{TSimd.Bits} {threads} {operations / seconds / 1e9:F1}"));
        }
    }

    /// <summary>Seconds of the best attempt; threads live through all of them, so that each finds a core.</summary>
    private static double BestTime(Func<float> loop, int count)
    {
        using var barrier = new Barrier(count);
        var (starts, ends) = (new long[Attempts, count], new long[Attempts, count]);
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Measure(i)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return Enumerable.Range(0, Attempts).Min(Seconds);

        void Measure(int thread)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                barrier.SignalAndWait();
                starts[attempt, thread] = Stopwatch.GetTimestamp();
                GC.KeepAlive(loop());
                ends[attempt, thread] = Stopwatch.GetTimestamp();
            }
        }

        double Seconds(int attempt)
        {
            var all = Enumerable.Range(0, count);
            var ticks = all.Max(i => ends[attempt, i]) - all.Min(i => starts[attempt, i]);
            return (double)ticks / Stopwatch.Frequency;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop<TSimd, TVector>()
        where TSimd : IMultiplyAdd<TVector>
    {
        var (a, b) = (TSimd.Create(0.5f), TSimd.Create(1));
        TVector s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (var i = 0; i < Iterations; i++)
        {
            s0 = TSimd.MultiplyAdd(s0, a, b);
            s1 = TSimd.MultiplyAdd(s1, a, b);
            s2 = TSimd.MultiplyAdd(s2, a, b);
            s3 = TSimd.MultiplyAdd(s3, a, b);
            s4 = TSimd.MultiplyAdd(s4, a, b);
            s5 = TSimd.MultiplyAdd(s5, a, b);
            s6 = TSimd.MultiplyAdd(s6, a, b);
            s7 = TSimd.MultiplyAdd(s7, a, b);
            s8 = TSimd.MultiplyAdd(s8, a, b);
            s9 = TSimd.MultiplyAdd(s9, a, b);
            s10 = TSimd.MultiplyAdd(s10, a, b);
            s11 = TSimd.MultiplyAdd(s11, a, b);
        }

        // All are used, or the compiler might leave some out.
        return TSimd.First(s0) + TSimd.First(s1) + TSimd.First(s2) + TSimd.First(s3) + TSimd.First(s4)
            + TSimd.First(s5) + TSimd.First(s6) + TSimd.First(s7) + TSimd.First(s8) + TSimd.First(s9)
            + TSimd.First(s10) + TSimd.First(s11);
    }

    private readonly struct MultiplyAdd128 : IMultiplyAdd<Vector128<float>>
    {
        public static int Bits => 128;

        public static Vector128<float> Create(float value) => Vector128.Create(value);

        public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
            Vector128.MultiplyAddEstimate(a, b, c);

        public static float First(Vector128<float> value) => value.ToScalar();
    }

    private readonly struct MultiplyAdd256 : IMultiplyAdd<Vector256<float>>
    {
        public static int Bits => 256;

        public static Vector256<float> Create(float value) => Vector256.Create(value);

        public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
            Vector256.MultiplyAddEstimate(a, b, c);

        public static float First(Vector256<float> value) => value.ToScalar();
    }

    private readonly struct MultiplyAdd512 : IMultiplyAdd<Vector512<float>>
    {
        public static int Bits => 512;

        public static Vector512<float> Create(float value) => Vector512.Create(value);

        public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
            Vector512.MultiplyAddEstimate(a, b, c);

        public static float First(Vector512<float> value) => value.ToScalar();
    }
}
