using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Errors;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Gram matrices against plain sums in float64, with kernels of every width.</summary>
public sealed class GramSumsTests : IDisposable
{
    private readonly Workers _workers = new(2);

    /// <summary>Register width, channels, size, and where the second band begins.</summary>
    public static TheoryData<int, int, int, int, int> Cases
    {
        get
        {
            var data = new TheoryData<int, int, int, int, int>();
            foreach (var width in TestKernels.Widths)
            {
                foreach (var channels in new[] { 16, 32, 40, 48, 64, 80, 96, 112, 144 })
                {
                    data.Add(width, channels, 19, 13, 6);
                }

                data.Add(width, 48, 1, 1, 1);
                data.Add(width, 16, 91, 190, 185); // The first band in two stripes.
            }

            return data;
        }
    }

    public void Dispose() => _workers.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_entry_is_the_mean_product(int registerWidth, int channels, int width, int height, int second)
    {
        using var memory = new TestMemory();
        var shape = new PlaneShape(channels, height, width);
        var features = memory.Planes(shape, Rows.All(height));
        var gram = new GramSums(TestKernels.OfWidth(registerWidth), shape, memory.Buffer());
        Rows[] bands = second < height ? [new(0, second), new(second, height)] : [new(0, height)];
        IStep[] steps = [.. bands.SelectMany(band => gram.Steps(features, band))];
        memory.Allocate();
        TestPlanes.Fill(features);
        foreach (var step in steps)
        {
            _workers.Run(step);
        }

        var found = gram.ToMatrix();
        float[][] planes = [.. Enumerable.Range(0, channels).Select(c => Channel(features, c))];
        var sizes = planes.Select(p => Math.Sqrt(Product(p, p))).ToArray();
        for (var row = 0; row < channels; row++)
        {
            for (var column = 0; column < channels; column++)
            {
                var wanted = Product(planes[row], planes[column]) / planes[row].Length;
                var error = Math.Abs(found.Values[row * channels + column] - wanted);
                var size = sizes[row] * sizes[column] / planes[row].Length;
                Assert.True(error <= 1e-6 * size, $"({row}, {column}) is {error / size:E1} off.");
            }
        }
    }

    private static float[] Channel(FeaturePlanes features, int channel) =>
    [
        .. from y in Enumerable.Range(0, features.Height)
           from x in Enumerable.Range(0, features.Width)
           select TestPlanes.Value(features, channel, y, x),
    ];

    private static double Product(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }
}
