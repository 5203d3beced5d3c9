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
            trace.Choice = outputIsKept ? null : trace.Own(output.le(Scalars.Zero));
        }

        return output;
    }

    /// <inheritdoc/>
    public override torch.Tensor Backward(torch.Tensor gradient, LayerTrace trace)
    {
        if (trace.Output is null)
        {
            return gradient.masked_fill_(trace.Choice!, Scalars.Zero);
        }

        using var isZero = trace.Output.le(Scalars.Zero);
        return gradient.masked_fill_(isZero, Scalars.Zero);
    }
}
