using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StyleFunctions.Transfer.Networks;

/// <summary>
/// The network inside the library: no file, no download, no training. Half of a layer's filters pass one channel of
/// the layer before on, smoothed; the others are first derivatives of two channels in a random direction. Cascades of
/// smoothings, oriented derivatives and rectification describe textures well without being learned (Bruna and Mallat
/// 2013, "Invariant scattering convolution networks"); filters that mix every channel at random, as is usual for
/// untrained networks, see little but noise after a few layers. All random numbers come from <see cref="SplitMix64"/>.
/// </summary>
public static class EmbeddedNetwork
{
    /// <summary>The seed the weights are drawn from.</summary>
    public const ulong Seed = 19;

    private const int ProbeSize = 128;
    private const int ChannelsPerDerivative = 2;

    /// <summary>The root mean square of each block's activations: near VGG-19's, tuned by eye.</summary>
    internal static IReadOnlyList<double> ActivationSizes { get; } = [1.5, 2, 3, 2.5, 0.5];

    /// <summary>Makes the network; the same weights on every machine.</summary>
    public static Network Create()
    {
        var generator = new SplitMix64(Seed);
        var weights = new Dictionary<string, ConvolutionWeights>();
        var probe = Probe(generator);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var layer in NetworkArchitecture.Embedded.Layers)
        {
            if (layer.Kind == LayerKind.Convolution)
            {
                SparseFilter[] filters =
                    [.. Enumerable.Range(0, layer.OutputChannels).Select(k => Filter(layer, k, generator))];
                probe = Calibrate(filters, probe, ActivationSizes[layer.Name[4] - '1']);
                var kernel = Kernel(filters, layer.InputChannels);
                weights[layer.Name] = new ConvolutionWeights(kernel, new float[layer.OutputChannels]);
                hash.AppendData(MemoryMarshal.AsBytes(kernel.AsSpan()));
            }
            else if (layer.Kind == LayerKind.Pooling)
            {
                probe = [.. probe.Select(plane => plane.Halve())];
            }
        }

        return new Network(
            NetworkArchitecture.Embedded,
            weights,
            Preprocessing.Torchvision,
            Convert.ToHexStringLower(hash.GetHashAndReset()),
            replicatesEverywhere: true);
    }

    private static Plane[] Probe(SplitMix64 generator)
    {
        var picture = DeadLeaves.Paint(ProbeSize, generator);
        var preprocessing = Preprocessing.Torchvision;
        return [.. Enumerable.Range(0, 3).Select(c => new Plane(
            ProbeSize,
            [.. picture.Skip(c * ProbeSize * ProbeSize).Take(ProbeSize * ProbeSize)
                .Select(p => (p - preprocessing.Mean[c]) / preprocessing.Deviation[c])]))];
    }

    // The first quarter of the first layer's filters and the first half of every other's are smooth.
    private static SparseFilter Filter(NetworkLayer layer, int k, SplitMix64 generator)
    {
        var isFirst = layer.InputChannels == 3;
        if (k < layer.OutputChannels / (isFirst ? 4 : 2))
        {
            double[] box = [1, 1, 1, 1, 1, 1, 1, 1, 1];
            return isFirst
                ? new SparseFilter(Mixture([0, 1, 2], generator), box)
                : new SparseFilter([(Pick(layer.InputChannels, generator), 1)], box);
        }

        // A direction is a random point's, so that no sine or cosine is needed, which machines round differently.
        double dx = generator.NextNormal(), dy = generator.NextNormal();
        double[] derivative = [-dx - dy, -dy, dx - dy, -dx, 0, dx, -dx + dy, dy, dx + dy];
        int[] channels = isFirst
            ? [0, 1, 2]
            : [.. Enumerable.Range(0, ChannelsPerDerivative)
                .Select(_ => Pick(layer.InputChannels, generator))
                .Distinct()];
        return new SparseFilter(Mixture(channels, generator), derivative);
    }

    private static int Pick(int channels, SplitMix64 generator) => (int)(generator.Next() % (ulong)channels);

    private static (int Channel, double Weight)[] Mixture(int[] channels, SplitMix64 generator) =>
        [.. channels.Select(c => (c, (double)generator.NextNormal()))];

    // Scales each filter so that its response to the probe has the same spread as the others', and all together so that
    // activations have the size wanted; returns the activations.
    private static Plane[] Calibrate(SparseFilter[] filters, Plane[] input, double size)
    {
        var activations = new Plane[filters.Length];
        var squares = 0.0;
        for (var k = 0; k < filters.Length; k++)
        {
            var response = filters[k].Apply(input);
            filters[k].Scale /= response.StandardDeviation();
            activations[k] = response.Rectify(filters[k].Scale);
            squares += activations[k].MeanSquare() / filters.Length;
        }

        var scale = size / Math.Sqrt(squares);
        foreach (var filter in filters)
        {
            filter.Scale *= scale;
        }

        return [.. activations.Select(a => a.Rectify(scale))];
    }

    private static float[] Kernel(SparseFilter[] filters, int inputs)
    {
        var kernel = new float[filters.Length * inputs * 9];
        for (var k = 0; k < filters.Length; k++)
        {
            foreach (var (channel, weight) in filters[k].Channels)
            {
                for (var tap = 0; tap < 9; tap++)
                {
                    kernel[(k * inputs + channel) * 9 + tap] =
                        (float)(filters[k].Scale * weight * filters[k].Taps[tap]);
                }
            }
        }

        return kernel;
    }

    /// <summary>A filter that reads few channels, each through the same 3x3 taps.</summary>
    private sealed class SparseFilter((int Channel, double Weight)[] channels, double[] taps)
    {
        public IReadOnlyList<(int Channel, double Weight)> Channels => channels;

        public double[] Taps => taps;

        public double Scale { get; set; } = 1;

        /// <summary>The response before scaling; the edge is repeated.</summary>
        public Plane Apply(Plane[] input)
        {
            var size = input[0].Size;
            var response = new double[size * size];
            foreach (var (channel, weight) in channels)
            {
                for (var y = 0; y < size; y++)
                {
                    for (var x = 0; x < size; x++)
                    {
                        var sum = 0.0;
                        for (var tap = 0; tap < 9; tap++)
                        {
                            sum += taps[tap] * input[channel].At(y + tap / 3 - 1, x + tap % 3 - 1);
                        }

                        response[y * size + x] += weight * sum;
                    }
                }
            }

            return new Plane(size, response);
        }
    }

    /// <summary>One channel of the probe on its way through the network, in float64 and a fixed order.</summary>
    private sealed class Plane(int size, double[] values)
    {
        public int Size => size;

        public double At(int y, int x) => values[Math.Clamp(y, 0, size - 1) * size + Math.Clamp(x, 0, size - 1)];

        public double MeanSquare() => values.Sum(v => v * v) / values.Length;

        public double StandardDeviation()
        {
            var mean = values.Sum() / values.Length;
            return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        }

        public Plane Rectify(double scale) => new(size, [.. values.Select(v => Math.Max(0, v * scale))]);

        /// <summary>Average pooling, times 2, as the network's default.</summary>
        public Plane Halve()
        {
            var half = size / 2;
            return new Plane(half, [.. Enumerable.Range(0, half * half).Select(i => 0.5 * (
                At(i / half * 2, i % half * 2) + At(i / half * 2, i % half * 2 + 1)
                + At(i / half * 2 + 1, i % half * 2) + At(i / half * 2 + 1, i % half * 2 + 1)))]);
        }
    }
}
