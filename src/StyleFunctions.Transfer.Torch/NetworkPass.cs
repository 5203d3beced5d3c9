using StyleFunctions.Transfer.Torch.Errors;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>One way through the network, and back. Between layers it looks whether it is asked to stop.</summary>
/// <param name="layers">The layers.</param>
/// <param name="kept">Names of those whose output somebody looks at.</param>
internal sealed class NetworkPass(IReadOnlyList<TorchLayer> layers, IReadOnlySet<string> kept) : IDisposable
{
    private readonly LayerTrace?[] _traces = new LayerTrace?[layers.Count];

    /// <summary>Goes from the picture to the last layer.</summary>
    /// <param name="input">The network's input; freed.</param>
    /// <param name="returns">Whether there will be a way back.</param>
    /// <param name="look">Called with each output that somebody looks at.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public void Forward(
        torch.Tensor input, bool returns, Action<string, torch.Tensor> look, CancellationToken cancellation)
    {
        var isKept = false;
        for (var i = 0; i < layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (layer, isSeen) = (layers[i], kept.Contains(layers[i].Name));
            _traces[i] = returns ? new LayerTrace() : null;
            var output = layer.Forward(input, isKept, isSeen && returns, _traces[i]);
            if (!ReferenceEquals(output, input))
            {
                input.Dispose();
            }

            if (isSeen)
            {
                look(layer.Name, output);
            }

            (input, isKept) = (output, isSeen && returns);
        }

        input.Dispose();
    }

    /// <summary>Goes back to the picture.</summary>
    /// <param name="gradient">The gradient, to which the layers' errors are added on the way.</param>
    /// <param name="look">Called at each layer that somebody looked at, from the last.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public void Backward(FlowingGradient gradient, Action<string> look, CancellationToken cancellation)
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            var (layer, trace) = (layers[i], _traces[i]!);
            if (kept.Contains(layer.Name))
            {
                look(layer.Name);
            }

            gradient.Pass(values => layer.Backward(values, trace));
            trace.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var trace in _traces)
        {
            trace?.Dispose();
        }
    }
}
