using System.Runtime.InteropServices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Devices;

/// <summary>The way between .NET's arrays and tensors.</summary>
internal static class HostTensor
{
    // TorchSharp shows at most 2 GB of a tensor at once.
    private const int Piece = 1 << 28;

    /// <summary>A copy of some numbers, in the process's own memory.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="shape">Their shape.</param>
    public static torch.Tensor Of(ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = torch.empty(shape, torch.ScalarType.Float32);
        Write(values, tensor);
        return tensor;
    }

    /// <summary>Copies numbers into a tensor.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="tensor">As many, float32, dense, in the process's own memory.</param>
    public static void Write(ReadOnlySpan<float> values, torch.Tensor tensor)
    {
        using var flat = tensor.view(-1);
        for (var start = 0; start < values.Length; start += Piece)
        {
            var part = values[start..Math.Min(values.Length, start + Piece)];
            using var target = flat.narrow(0, start, part.Length);
            part.CopyTo(MemoryMarshal.Cast<byte, float>(target.bytes));
        }
    }

    /// <summary>Copies a tensor's numbers out.</summary>
    /// <param name="tensor">float32, dense, in the process's own memory.</param>
    /// <param name="values">Receives them: as many.</param>
    public static void Read(torch.Tensor tensor, Span<float> values)
    {
        using var flat = tensor.view(-1);
        for (var start = 0; start < values.Length; start += Piece)
        {
            var part = values[start..Math.Min(values.Length, start + Piece)];
            using var source = flat.narrow(0, start, part.Length);
            MemoryMarshal.Cast<byte, float>(source.bytes).CopyTo(part);
        }
    }

    /// <summary>A copy of a tensor's numbers as float32, in the order of its dimensions.</summary>
    public static float[] Array(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var values = new float[tensor.NumberOfElements];
        Read(tensor.to(torch.ScalarType.Float32).contiguous().cpu(), values);
        return values;
    }

    /// <summary>A copy of a few numbers, float64.</summary>
    public static double[] Doubles(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return MemoryMarshal.Cast<byte, double>(tensor.cpu().bytes).ToArray();
    }
}
