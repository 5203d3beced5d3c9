using System.Globalization;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Bench.Gpu;

/// <summary>How far a precision's loss and gradient are from those in full precision.</summary>
internal static class GpuAgreement
{
    private static readonly PictureSize _size = new(256, 256);

    public static void Report(ComputeDevice device, IEnumerable<string> precisions)
    {
        var (loss, total, gradient) = Evaluate(device, GpuPrecision.Full, known: null);
        foreach (var name in precisions)
        {
            var found = Evaluate(device, Enum.Parse<GpuPrecision>(name, ignoreCase: true), loss);
            var cosine = Product(gradient, found.Gradient)
                / Math.Sqrt(Product(gradient, gradient) * Product(found.Gradient, found.Gradient));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"agreement {name} {Math.Abs(found.Total - total) / total:E1} {cosine:F6}"));
        }
    }

    private static (LossFunction Loss, double Total, float[] Gradient) Evaluate(
        ComputeDevice device, GpuPrecision precision, LossFunction? known)
    {
        using var source = GpuDevices.Open(device, precision);
        var settings = BenchmarkNetwork.Settings;
        using var engine = source.MakeEngine(BenchmarkNetwork.Make(), settings.Pooling, settings.Padding);
        var loss = known ?? EngineProblem.Loss(engine, _size, long.MaxValue);
        var pixels = EngineProblem.Start(_size);
        var (gradient, terms) = (new float[pixels.Length], new LossTerms(loss));
        using var objective = engine.Prepare(_size.Width, _size.Height, loss);
        objective.Evaluate(pixels, gradient, terms);
        return (loss, terms.Total, gradient);
    }

    private static double Product(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
