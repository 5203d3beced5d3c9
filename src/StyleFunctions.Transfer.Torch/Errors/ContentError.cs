using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>The error of a layer's features. The target is brought to the device once.</summary>
internal sealed class ContentError : IDisposable
{
    private readonly LossFunction _loss;
    private readonly ContentTarget _target;
    private readonly torch.Tensor _wanted;
    private DeviceError? _error;

    public ContentError(TorchDevice device, FeatureLayout layout, ContentTarget target, LossFunction loss)
    {
        (_loss, _target) = (loss, target);
        var (channels, height, width, values) = target.Features;
        using var scope = torch.NewDisposeScope();
        using var host = HostTensor.Of(values, 1, channels, height, width);
        _wanted = layout.Arrange(host.to(device.Device)).DetachFromDisposeScope();
    }

    /// <summary>Measures features; the error's value, on the device.</summary>
    /// <param name="features">The layer's features.</param>
    public torch.Tensor Measure(torch.Tensor features)
    {
        Forget();
        using var difference = Difference(features);
        _error = DeviceError.Of(difference, _loss.Error, _loss.ContentWeight * _target.Weight);
        return _error.Value;
    }

    /// <summary>The gradient at the features last measured, float32.</summary>
    /// <param name="features">The same features.</param>
    public torch.Tensor Gradient(torch.Tensor features) => _error!.Gradient(Difference(features));

    /// <summary>Frees what the last measurement left.</summary>
    public void Forget()
    {
        _error?.Dispose();
        _error = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _wanted.Dispose();
    }

    // float32, whatever the features are, since the target is.
    private torch.Tensor Difference(torch.Tensor features) => features.sub(_wanted);
}
