using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>
/// The gradient on its way from the deepest layer to the pixels. Errors come in as float32; float16 has too little range
/// for them, so that there the whole is scaled, at each layer that adds an error, by a factor found on the device.
/// </summary>
/// <param name="type">What it is between layers.</param>
internal sealed class FlowingGradient(torch.ScalarType type) : IDisposable
{
    // The largest number after a layer's error was added: a factor of 1000 below float16's largest, for what the next
    // layers' weights make of it, and 10^9 above its smallest.
    private const double Largest = 64;
    private const double Smallest = 1e-30;

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
            _values.add_(part);
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

    private void AddScaled(torch.Tensor part)
    {
        using var scope = torch.NewDisposeScope();
        var peak = part.abs().max();
        var before = _values?.to(torch.ScalarType.Float32);
        if (before is not null)
        {
            peak = peak.maximum(before.abs().max().div(_scale!));
        }

        var scale = peak.clamp(Smallest).reciprocal().mul(Largest);
        var sum = part.mul(scale);
        if (before is not null)
        {
            sum.add_(before.mul(scale.div(_scale!)));
        }

        Dispose();
        _values = sum.to(type).DetachFromDisposeScope();
        _scale = scale.DetachFromDisposeScope();
    }
}
