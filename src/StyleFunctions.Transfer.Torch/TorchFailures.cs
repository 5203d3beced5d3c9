using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Transfer.Torch;

/// <summary>What libtorch's failures mean for a person.</summary>
internal static class TorchFailures
{
    /// <summary>Does something; that memory ran out becomes an error that names a size that would fit.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="cost">What it takes.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="InvalidSettingException">Memory ran out.</exception>
    public static T Explain<T>(TorchDevice device, int width, int height, TorchCost cost, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ExternalException e) when (IsOutOfMemory(e.Message))
        {
            throw OutOfMemory(
                device.EngineName, width, height, cost, device.IsCuda ? device.FreeBytes : FreeMemory.Bytes);
        }
    }

    /// <summary>Whether libtorch says that memory ran out: that of a GPU, or of the process.</summary>
    /// <param name="message">What it says.</param>
    internal static bool IsOutOfMemory(string message) =>
        message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase)
        || message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="cost">What it takes.</param>
    /// <param name="free">Bytes that were free.</param>
    internal static InvalidSettingException OutOfMemory(
        string device, int width, int height, TorchCost cost, long free)
    {
        var needed = cost.Bytes(width, height);

        // Where that should have sufficed, others took it meanwhile, or it lies in pieces: ask for clearly less.
        var share = Math.Min((double)free / needed, 1) * 0.8;
        var size = (int)(Math.Max(width, height) * Math.Sqrt(share));
        return new InvalidSettingException(
            "size",
            $"A picture of {width} x {height} pixels does not fit into the memory of {device}: it needs about "
            + $"{ByteCount.Describe(needed)}, and {ByteCount.Describe(free)} was free; set size to at most {size}.");
    }
}
