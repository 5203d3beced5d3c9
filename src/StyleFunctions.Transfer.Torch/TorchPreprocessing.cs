using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>How pixels become the network's input on a device, and its gradient theirs.</summary>
internal sealed class TorchPreprocessing : IDisposable
{
    private readonly GpuPrecision _precision;
    private readonly torch.Tensor _factors;
    private readonly torch.Tensor _offsets;

    public TorchPreprocessing(TorchDevice device, Preprocessing rule)
    {
        _precision = device.Precision;
        _factors = Colours(c => rule.Scale / rule.Deviation[c]);
        _offsets = Colours(c => -rule.Mean[c] / rule.Deviation[c]);

        torch.Tensor Colours(Func<int, float> value)
        {
            using var scope = torch.NewDisposeScope();
            float[] values = [.. Enumerable.Range(0, Picture.Channels).Select(value)];
            return HostTensor.Of(values, 1, Picture.Channels, 1, 1).to(device.Device).clone().DetachFromDisposeScope();
        }
    }

    /// <summary>The network's input.</summary>
    /// <param name="pixels">1 x 3 x H x W, float32, on the device.</param>
    public torch.Tensor Apply(torch.Tensor pixels)
    {
        using var scaled = pixels.mul(_factors).add_(_offsets, Scalars.One);
        using var narrow = scaled.to(_precision.FeatureType());
        return FeatureLayout.Of(_precision).Arrange(narrow);
    }

    /// <summary>The pixels' gradient.</summary>
    /// <param name="gradient">The network's input's, float32; overwritten.</param>
    public torch.Tensor Return(torch.Tensor gradient) => gradient.mul_(_factors);

    /// <inheritdoc/>
    public void Dispose()
    {
        _factors.Dispose();
        _offsets.Dispose();
    }
}
