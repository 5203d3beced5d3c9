using System.Runtime.InteropServices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Devices;

/// <summary>The way between .NET's arrays and tensors.</summary>
internal static class HostTensor
{
    /// <summary>A copy of some numbers, in the process's own memory.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="shape">Their shape.</param>
    public static torch.Tensor Of(ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = torch.empty(shape, torch.ScalarType.Float32);
        values.CopyTo(Span(tensor));
        return tensor;
    }

    /// <summary>A tensor's float32 numbers where they are; it is dense, and in the process's own memory.</summary>
    public static Span<float> Span(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>A copy of a tensor's numbers as float32, in the order of its dimensions.</summary>
    public static float[] Array(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return Span(tensor.to(torch.ScalarType.Float32).contiguous().cpu()).ToArray();
    }

    /// <summary>A copy of a tensor's numbers as float64.</summary>
    public static double[] Doubles(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return MemoryMarshal.Cast<byte, double>(tensor.cpu().bytes).ToArray();
    }
}
