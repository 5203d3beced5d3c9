using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StyleFunctions.Transfer.Networks;

/// <summary>
/// The network inside the library: no file, no download. Its weights are random but orthogonal (Saxe et al. 2014),
/// drawn from <see cref="SplitMix64"/> with a fixed seed: untrained filters already carry colour and texture from one
/// picture to another (He, Wang and Hopcroft 2016).
/// </summary>
public static class EmbeddedNetwork
{
    /// <summary>The seed the weights are drawn from.</summary>
    public const ulong Seed = 19;

    // What each convolution's filters are multiplied by, so that the root mean square of its activations has the size
    // that VGG-19's have at the layer of the same name.
    private static readonly Dictionary<string, float> Gains = new()
    {
        ["conv1_1"] = 1f,
        ["conv1_2"] = 1.4f,
        ["conv2_1"] = 1.4f,
        ["conv2_2"] = 1.4f,
        ["conv3_1"] = 1.4f,
        ["conv3_2"] = 1.4f,
        ["conv4_1"] = 1.4f,
        ["conv4_2"] = 1.4f,
        ["conv5_1"] = 1.4f,
    };

    /// <summary>Makes the network; the same weights on every machine.</summary>
    public static Network Create()
    {
        var generator = new SplitMix64(Seed);
        var weights = new Dictionary<string, ConvolutionWeights>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var layer in NetworkArchitecture.Embedded.Convolutions)
        {
            var kernel = Orthogonal(layer.OutputChannels, layer.InputChannels * 9, Gains[layer.Name], generator);
            weights[layer.Name] = new ConvolutionWeights(kernel, new float[layer.OutputChannels]);
            hash.AppendData(MemoryMarshal.AsBytes(kernel.AsSpan()));
        }

        return new Network(
            NetworkArchitecture.Embedded,
            weights,
            Preprocessing.Torchvision,
            Convert.ToHexStringLower(hash.GetHashAndReset()),
            replicatesEverywhere: true);
    }

    // A random matrix whose rows, or where there are more of them than columns whose columns, are orthogonal and of
    // length gain (times the root of their ratio): Gram-Schmidt, in double precision.
    private static float[] Orthogonal(int rows, int columns, float gain, SplitMix64 generator)
    {
        var isTall = rows > columns;
        var (count, length) = isTall ? (columns, rows) : (rows, columns);
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var vector = vectors[i] = new double[length];
            for (var j = 0; j < length; j++)
            {
                vector[j] = generator.NextNormal();
            }

            for (var k = 0; k < i; k++)
            {
                var projection = Dot(vectors[k], vector);
                for (var j = 0; j < length; j++)
                {
                    vector[j] -= projection * vectors[k][j];
                }
            }

            var norm = Math.Sqrt(Dot(vector, vector));
            for (var j = 0; j < length; j++)
            {
                vector[j] /= norm;
            }
        }

        var matrix = new float[rows * columns];
        var scale = gain * (isTall ? Math.Sqrt((double)rows / columns) : 1);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                matrix[row * columns + column] = (float)(scale * (isTall ? vectors[column][row] : vectors[row][column]));
            }
        }

        return matrix;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
