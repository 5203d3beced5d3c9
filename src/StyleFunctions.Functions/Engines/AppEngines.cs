using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Engines.Cpu;

namespace StyleFunctions.Functions.Engines;

/// <summary>
/// Opens the device that chunks are computed on. GPUs belong to the build flavour -p:Gpu=true, which adds this class's
/// other half; without it there are none.
/// </summary>
internal static partial class AppEngines
{
    /// <summary>Opens it.</summary>
    /// <param name="device">What the settings ask for.</param>
    /// <param name="precision">What a GPU is to compute in.</param>
    /// <exception cref="AppSettingException">It is not here.</exception>
    public static IEngineSource Open(ComputeDevice device, GpuPrecision precision)
    {
        IEngineSource? gpu = null;
        if (device.Kind != ComputeDeviceKind.Cpu)
        {
            OpenGpu(device, precision, ref gpu);
        }

        return gpu ?? (device.Kind != ComputeDeviceKind.Cuda ? new CpuEngineSource() : throw new AppSettingException(
            "StyleFunctions__Engine is cuda, and this app was built without it; build it with -p:Gpu=true."));
    }

    static partial void OpenGpu(ComputeDevice device, GpuPrecision precision, ref IEngineSource? gpu);
}
