using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Cli.Engines;

/// <summary>The half that the build flavour -p:Gpu=true adds.</summary>
internal static partial class EngineSources
{
    static partial void OpenGpu(
        ComputeDeviceKind kind, int index, GpuPrecision precision, ref IEngineSource? gpu, ref bool isBuiltIn)
    {
        isBuiltIn = true;
        if (kind == ComputeDeviceKind.Cuda || TorchDevice.GpuCount > 0)
        {
            gpu = TorchDevice.OpenCuda(index, precision);
        }
    }
}
