using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Torch.Devices;
using StyleFunctions.Transfer.Torch.Errors;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>
/// A loss at one size. An evaluation waits for the device once, when everything is begun: for its losses and, where the
/// process wants it, the gradient.
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
    private torch.Tensor? _pixels;
    private torch.Tensor? _hostPixels;
    private torch.Tensor? _hostGradient;

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
    }

    /// <summary>The pixels' shape, 1 x 3 x H x W.</summary>
    internal long[] Shape => [1, Picture.Channels, _height, _width];

    /// <inheritdoc/>
    public void Evaluate(
        ReadOnlySpan<float> pixels, Span<float> gradient, LossTerms terms, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, Picture.Channels * _width * _height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, pixels.Length);
        ArgumentNullException.ThrowIfNull(terms);
        _hostPixels ??= Explain(HostBuffer);
        _hostGradient ??= Explain(HostBuffer);
        HostTensor.Write(pixels, _hostPixels);
        using var found = Explain(() =>
        {
            _pixels ??= torch.empty(Shape, torch.ScalarType.Float32, _device.Device);
            return Evaluate(_pixels.copy_(_hostPixels, nonBlocking: true), terms, cancellation).Gradient;
        });
        _hostGradient.copy_(found);
        HostTensor.Read(_hostGradient, gradient);
    }

    /// <inheritdoc/>
    /// <remarks>Adam moves pixels on the device; L-BFGS' dot products are the process's.</remarks>
    public IDescent Descend(float[] pixels, IOptimizer optimizer, IterateAverage average) => optimizer is Adam adam
        ? Explain(() => new TorchDescent(_device, this, pixels, adam, average))
        : new HostDescent(this, pixels, optimizer, average);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var errors in _errors.Values)
        {
            errors.Dispose();
        }

        _pixels?.Dispose();
        _hostPixels?.Dispose();
        _hostGradient?.Dispose();
        _device.ReturnMemory(); // the next size needs other pieces, or other processes this one's
    }

    /// <summary>
    /// The losses at pixels on the device, the total's gradient, which stays there, and whether all of it is finite.
    /// </summary>
    /// <param name="pixels">1 x 3 x H x W, float32.</param>
    /// <param name="terms">Receives the losses.</param>
    /// <param name="cancellation">Asks to stop.</param>
    internal (torch.Tensor Gradient, bool IsFinite) Gradient(
        torch.Tensor pixels, LossTerms terms, CancellationToken cancellation) =>
        Explain(() => Evaluate(pixels, terms, cancellation));

    private T Explain<T>(Func<T> work) => TorchFailures.Explain(_device, _width, _height, _cost, work);

    private (torch.Tensor Gradient, bool IsFinite) Evaluate(
        torch.Tensor pixels, LossTerms terms, CancellationToken cancellation)
    {
        _device.Choose();
        using var scope = torch.NewDisposeScope();
        using var measured = new MeasuredErrors(_loss);
        (measured.TotalVariation, var gradient) = _variation.Measure(pixels);
        if (_layers.Count > 0)
        {
            using var back = ThroughNetwork(pixels, measured, cancellation);
            gradient.add_(back, Scalars.One);
        }

        measured.GradientSum = gradient.sum(torch.ScalarType.Float64);
        var isFinite = measured.Fetch(terms);
        return (gradient.DetachFromDisposeScope(), isFinite);
    }

    private torch.Tensor ThroughNetwork(
        torch.Tensor pixels, MeasuredErrors measured, CancellationToken cancellation)
    {
        using var pass = new NetworkPass(_layers, _seen);
        pass.Forward(
            _engine.Preprocessing.Apply(pixels),
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
