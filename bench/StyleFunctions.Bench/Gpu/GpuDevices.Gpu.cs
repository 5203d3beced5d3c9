using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Bench.Gpu;

/// <summary>The half that -p:Gpu=true adds.</summary>
internal static partial class GpuDevices
{
    static partial void Ask(ref bool isBuiltIn) => isBuiltIn = true;

    static partial void Open(ComputeDevice device, GpuPrecision precision, ref IEngineSource? source) =>
        source = device.Kind == ComputeDeviceKind.Cuda
            ? TorchDevice.OpenCuda(device.Index, precision)
            : TorchDevice.OpenCpu(precision);

    static partial void Measure(ComputeDevice device, ref long bytes) =>
        bytes = device.Kind == ComputeDeviceKind.Cuda ? TorchDevice.UsedBytes(device.Index) : 0;
}
