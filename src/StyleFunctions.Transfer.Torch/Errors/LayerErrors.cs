using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>Every error of one layer.</summary>
internal sealed class LayerErrors : IDisposable
{
    private readonly FeatureLayout _layout;
    private readonly (int Index, StyleError Error)[] _style;
    private readonly (int Index, ContentError Error)[] _content;
    private torch.Tensor? _features;
    private torch.Tensor? _matrix;

    public LayerErrors(TorchDevice device, string layer, LossFunction loss)
    {
        _layout = FeatureLayout.Of(device.Precision);
        _style = [.. loss.Style.Index().Where(t => t.Item.Layer == layer)
            .Select(t => (t.Index, new StyleError(device, t.Item, loss)))];
        _content = [.. loss.Content.Index().Where(t => t.Item.Layer == layer)
            .Select(t => (t.Index, new ContentError(device, _layout, t.Item, loss)))];
    }

    /// <summary>Measures the layer's features, and keeps them.</summary>
    /// <param name="features">The features.</param>
    /// <param name="errors">Receives the errors, on the device.</param>
    public void Measure(torch.Tensor features, MeasuredErrors errors)
    {
        Forget();
        _features = features.alias();
        if (_style.Length > 0)
        {
            using var gram = StyleError.Gram(_layout, features);
            using var exact = gram.to(torch.ScalarType.Float64);
            using var sum = torch.zeros_like(exact);
            foreach (var (index, error) in _style)
            {
                var (value, matrix) = error.Measure(exact, features.shape[2] * features.shape[3]);
                errors.Style[index] = value;
                using (matrix)
                {
                    sum.add_(matrix, Scalars.One);
                }
            }

            _matrix = sum.to(torch.ScalarType.Float32);
        }

        foreach (var (index, error) in _content)
        {
            errors.Content[index] = error.Measure(features).clone();
        }
    }

    /// <summary>Adds the gradient at the features last measured, and forgets them.</summary>
    /// <param name="gradient">The layer's gradient so far.</param>
    public void AddGradient(FlowingGradient gradient)
    {
        if (_matrix is not null)
        {
            gradient.Add(_layout.Times(_matrix, _features!));
        }

        foreach (var (_, error) in _content)
        {
            gradient.Add(error.Gradient(_features!));
        }

        Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        foreach (var (_, error) in _style)
        {
            error.Dispose();
        }

        foreach (var (_, error) in _content)
        {
            error.Dispose();
        }
    }

    private void Forget()
    {
        _features?.Dispose();
        _matrix?.Dispose();
        (_features, _matrix) = (null, null);
        foreach (var (_, error) in _content)
        {
            error.Forget();
        }
    }
}
