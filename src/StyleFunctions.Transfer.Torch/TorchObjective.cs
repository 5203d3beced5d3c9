using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Torch.Devices;
using StyleFunctions.Transfer.Torch.Errors;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>
/// A loss at one size. An evaluation brings the pixels to the device and the gradient and the losses back; in between
/// nothing waits for the device.
/// </summary>
internal sealed class TorchObjective : IObjective
{
    private readonly TorchDevice _device;
    private readonly TorchEngine _engine;
    private readonly LossFunction _loss;
    private readonly int _width;
    private readonly int _height;
    private readonly IReadOnlyList<TorchLayer> _layers;
    private readonly Dictionary<string, LayerErrors> _errors = [];
    private readonly IReadOnlySet<string> _seen;
    private readonly TorchCost _cost;
    private readonly TotalVariationError _variation;
    private readonly torch.Tensor _pixels;
    private readonly torch.Tensor _hostPixels;
    private readonly torch.Tensor _hostGradient;

    public TorchObjective(TorchDevice device, TorchEngine engine, int width, int height, LossFunction loss)
    {
        (_device, _engine, _width, _height, _loss) = (device, engine, width, height, loss);
        foreach (var layer in loss.Style.Select(t => t.Layer).Concat(loss.Content.Select(t => t.Layer)).Distinct())
        {
            _errors.Add(layer, new LayerErrors(device, layer, loss));
        }

        _seen = _errors.Keys.ToHashSet();
        _cost = engine.Cost(loss);
        _layers = engine.Layers(_seen);
        _variation = new TotalVariationError(loss, height, width);
        _hostPixels = HostBuffer();
        _hostGradient = HostBuffer();
        using var scope = torch.NewDisposeScope();
        _pixels = torch.empty(Shape, torch.ScalarType.Float32, device.Device).DetachFromDisposeScope();
    }

    private long[] Shape => [1, Picture.Channels, _height, _width];

    /// <inheritdoc/>
    public void Evaluate(
        ReadOnlySpan<float> pixels, Span<float> gradient, LossTerms terms, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, Picture.Channels * _width * _height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, pixels.Length);
        ArgumentNullException.ThrowIfNull(terms);
        HostTensor.Write(pixels, _hostPixels);
        TorchFailures.Explain(_device, _width, _height, _cost, () =>
        {
            Evaluate(terms, cancellation);
            return true;
        });
        HostTensor.Read(_hostGradient, gradient);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var errors in _errors.Values)
        {
            errors.Dispose();
        }

        _pixels.Dispose();
        _hostPixels.Dispose();
        _hostGradient.Dispose();
    }

    private void Evaluate(LossTerms terms, CancellationToken cancellation)
    {
        _device.Choose();
        using var scope = torch.NewDisposeScope();
        using var measured = new MeasuredErrors(_loss);
        _pixels.copy_(_hostPixels, nonBlocking: true);
        (measured.TotalVariation, var gradient) = _variation.Measure(_pixels);
        using (gradient)
        {
            if (_layers.Count > 0)
            {
                using var back = ThroughNetwork(measured, cancellation);
                gradient.add_(back);
            }

            _hostGradient.copy_(gradient);
        }

        measured.Fetch(terms);
    }

    private torch.Tensor ThroughNetwork(MeasuredErrors measured, CancellationToken cancellation)
    {
        using var pass = new NetworkPass(_layers, _seen);
        pass.Forward(
            _engine.Preprocessing.Apply(_pixels),
            returns: true,
            (layer, output) => _errors[layer].Measure(output, measured),
            cancellation);
        using var gradient = new FlowingGradient(_device.Precision.FeatureType());
        pass.Backward(gradient, layer => _errors[layer].AddGradient(gradient), cancellation);
        return _engine.Preprocessing.Return(gradient.Arrived());
    }

    // Where a GPU can fetch from it and write to it by itself.
    private torch.Tensor HostBuffer()
    {
        using var scope = torch.NewDisposeScope();
        var buffer = torch.empty(Shape, torch.ScalarType.Float32);
        return (_device.IsCuda ? buffer.pin_memory() : buffer).DetachFromDisposeScope();
    }
}
