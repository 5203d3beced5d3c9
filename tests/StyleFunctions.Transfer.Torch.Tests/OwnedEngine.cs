using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>An engine on a device of its own: the machine's GPU if the tests are built for one, else the CPU.</summary>
internal sealed class OwnedEngine : IEngine
{
    private readonly TorchDevice _device;
    private readonly IEngine _engine;

    public OwnedEngine(
        Network network, Pooling pooling, Padding padding, GpuPrecision precision = GpuPrecision.Full)
    {
        _device = Open(precision);
        _engine = _device.MakeEngine(network, pooling, padding);
    }

    public string Name => _engine.Name;

    public Network Network => _engine.Network;

    public long DeviceMemory => _engine.DeviceMemory;

    public GpuPrecision Precision => _engine.Precision;

    public static TorchDevice Open(GpuPrecision precision = GpuPrecision.Full) =>
        TorchDevice.GpuCount > 0 ? TorchDevice.OpenCuda(0, precision) : TorchDevice.OpenCpu(precision);

    public FeatureStatistics Measure(
        Picture picture,
        IEnumerable<string> styleLayers,
        IEnumerable<string> contentLayers,
        long memory = long.MaxValue,
        CancellationToken cancellation = default) =>
        _engine.Measure(picture, styleLayers, contentLayers, memory, cancellation);

    public IObjective Prepare(int width, int height, LossFunction loss, long memory = long.MaxValue) =>
        _engine.Prepare(width, height, loss, memory);

    public EngineCost Estimate(int width, int height, LossFunction loss, long memory = long.MaxValue) =>
        _engine.Estimate(width, height, loss, memory);

    public void Dispose()
    {
        _engine.Dispose();
        _device.Dispose();
    }
}
