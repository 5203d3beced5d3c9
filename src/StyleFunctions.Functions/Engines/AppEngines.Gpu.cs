using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Functions.Engines;

/// <summary>The half that the build flavour -p:Gpu=true adds.</summary>
internal static partial class AppEngines
{
    static partial void OpenGpu(ComputeDevice device, GpuPrecision precision, ref IEngineSource? gpu)
    {
        if (device.Kind != ComputeDeviceKind.Cuda && TorchDevice.GpuCount == 0)
        {
            return;
        }

        try
        {
            gpu = TorchDevice.OpenCuda(device.Index, precision);
        }
        catch (InvalidSettingException e)
        {
            throw new AppSettingException($"StyleFunctions__Engine: {e.Message}");
        }
    }
}
