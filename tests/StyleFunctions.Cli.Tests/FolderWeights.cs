using System.Runtime.InteropServices;
using System.Text;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Cli.Tests;

/// <summary>Weights for a test's folder.</summary>
internal static class FolderWeights
{
    /// <summary>Writes a safetensors file for VGG-19 with nothing but zeros after the first convolution.</summary>
    public static string Weights(this TemporaryFolder folder, string name, int seed)
    {
        var tensors = new List<string>();
        var length = 0L;
        foreach (var (index, layer) in NetworkArchitecture.Vgg19.Layers.Index()
            .Where(l => l.Item.Kind == LayerKind.Convolution))
        {
            var (kernels, channels) = (layer.OutputChannels, layer.InputChannels);
            Add($"features.{index}.weight", $"{kernels},{channels},3,3", (long)kernels * channels * 9);
            Add($"features.{index}.bias", $"{kernels}", kernels);
            if (layer.Name == "conv5_1")
            {
                break; // what follows is not needed
            }
        }

        var header = Encoding.UTF8.GetBytes($"{{{string.Join(',', tensors)}}}");
        using var file = File.Create(folder[name]);
        file.Write(BitConverter.GetBytes((long)header.Length));
        file.Write(header);
        var random = new Random(seed);
        float[] first = [.. Enumerable.Range(0, 64 * 3 * 9).Select(_ => (random.NextSingle() - 0.5f) / 4)];
        file.Write(MemoryMarshal.AsBytes(first.AsSpan()));
        file.SetLength(sizeof(long) + header.Length + length);
        return folder[name];

        void Add(string tensor, string shape, long count)
        {
            var bytes = count * sizeof(float);
            tensors.Add(
                $$"""
                "{{tensor}}":{"dtype":"F32","shape":[{{shape}}],"data_offsets":[{{length}},{{length + bytes}}]}
                """);
            length += bytes;
        }
    }
}
