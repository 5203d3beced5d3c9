using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>
/// The gradient on its way from the deepest layer to the pixels. Errors come in as float32; float16 has too little
/// range for them, so that there the whole is scaled, at each layer that adds an error, by a factor found on the
/// device.
/// </summary>
/// <param name="type">What it is between layers.</param>
internal sealed class FlowingGradient(torch.ScalarType type) : IDisposable
{
    // The largest number after a layer's error was added: a factor of 1000 below float16's largest, for what the next
    // layers' weights make of it, and 10^9 above its smallest.
    private static readonly Scalar _largest = 64.0;
    private static readonly Scalar _smallest = 1e-30;

    private torch.Tensor? _values;
    private torch.Tensor? _scale;

    /// <summary>Whether there is any yet.</summary>
    public bool IsThere => _values is not null;

    private bool IsScaled => type == torch.ScalarType.Float16;

    /// <summary>Adds a layer's error's gradient, and frees it.</summary>
    /// <param name="part">float32.</param>
    public void Add(torch.Tensor part)
    {
        using var _ = part;
        if (IsScaled)
        {
            AddScaled(part);
        }
        else if (_values is null)
        {
            _values = part.to(type);
        }
        else
        {
            _values.add_(part, Scalars.One);
        }
    }

    /// <summary>Lets a layer take it one step back.</summary>
    /// <param name="backward">From the output's gradient, which it frees, to the input's.</param>
    public void Pass(Func<torch.Tensor, torch.Tensor> backward)
    {
        var values = _values!;
        _values = null;
        _values = backward(values);
    }

    /// <summary>What has arrived, float32 and without the scale.</summary>
    public torch.Tensor Arrived()
    {
        var wide = _values!.to(torch.ScalarType.Float32);
        if (_scale is null)
        {
            return wide;
        }

        using (wide)
        {
            return wide.div(_scale);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values?.Dispose();
        _scale?.Dispose();
        (_values, _scale) = (null, null);
    }

    // The largest feature maps pass here as float32, so that each is freed at once.
    private void AddScaled(torch.Tensor part)
    {
        using var partPeak = Peak(part);
        if (_values is null)
        {
            _scale = ScaleFor(partPeak);
            part.mul_(_scale);
        }
        else
        {
            using var valuesPeak = Peak(_values);
            valuesPeak.div_(_scale!);
            using var peak = partPeak.maximum(valuesPeak);
            var scale = ScaleFor(peak);
            using (var wide = _values.to(torch.ScalarType.Float32))
            using (var change = scale.div(_scale!))
            {
                part.mul_(scale).add_(wide.mul_(change), Scalars.One);
            }

            Dispose();
            _scale = scale;
        }

        _values = part.to(type);
    }

    // A number on the device, float32.
    private static torch.Tensor Peak(torch.Tensor values)
    {
        using var sizes = values.abs();
        using var peak = sizes.max();
        using var wide = peak.to(torch.ScalarType.Float32);
        return wide.clone();
    }

    private static torch.Tensor ScaleFor(torch.Tensor peak)
    {
        using var positive = peak.clamp(_smallest);
        using var reciprocal = positive.reciprocal();
        return reciprocal.mul(_largest);
    }
}
