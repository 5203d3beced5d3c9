using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>max(0, x). Where nobody else keeps its output it remembers a byte a number, not the number.</summary>
internal sealed class ReluLayer : TorchLayer
{
    /// <inheritdoc/>
    public override torch.Tensor Forward(
        torch.Tensor input, bool inputIsKept, bool outputIsKept, LayerTrace? trace)
    {
        var output = inputIsKept ? input.relu() : input.relu_();
        if (trace is not null)
        {
            trace.Output = outputIsKept ? trace.Own(output.alias()) : null;
            trace.Choice = outputIsKept ? null : trace.Own(output.le(0));
        }

        return output;
    }

    /// <inheritdoc/>
    public override torch.Tensor Backward(torch.Tensor gradient, LayerTrace trace)
    {
        if (trace.Output is null)
        {
            return gradient.masked_fill_(trace.Choice!, 0);
        }

        using var isZero = trace.Output.le(0);
        return gradient.masked_fill_(isZero, 0);
    }
}
