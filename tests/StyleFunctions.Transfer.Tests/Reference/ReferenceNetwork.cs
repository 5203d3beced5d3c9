using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>A network's features and their gradient, in float64.</summary>
/// <param name="layers">The layers from the picture on.</param>
/// <param name="weights">The weights of a convolution by its name.</param>
/// <param name="preprocessing">What the weights expect as input.</param>
/// <param name="pooling">How feature maps are halved.</param>
/// <param name="padding">What the first convolution sees beyond the edge.</param>
/// <param name="replicatesEverywhere">Whether the later convolutions repeat the edge too.</param>
internal sealed class ReferenceNetwork(
    IReadOnlyList<NetworkLayer> layers,
    Func<string, ConvolutionWeights> weights,
    Preprocessing preprocessing,
    Pooling pooling,
    Padding padding,
    bool replicatesEverywhere)
{
    public ReferenceNetwork(Network network, Pooling pooling, Padding padding)
        : this(
            network.Architecture.Layers,
            network.Weights,
            network.Preprocessing,
            pooling,
            padding,
            network.ReplicatesEverywhere)
    {
    }

    /// <summary>The outputs of all layers up to the last of some.</summary>
    public IReadOnlyDictionary<string, ReferenceTensor> Forward(ReferenceTensor pixels, IEnumerable<string> upTo)
    {
        var outputs = new Dictionary<string, ReferenceTensor>();
        var current = ReferencePreprocessing.Forward(pixels, preprocessing);
        foreach (var layer in layers.Take(Depth(upTo)))
        {
            current = layer.Kind switch
            {
                LayerKind.Convolution => ReferenceConvolution.Forward(current, weights(layer.Name), Replicates(layer)),
                LayerKind.Relu => ReferenceRelu.Forward(current),
                _ => ReferencePooling.Forward(current, pooling),
            };
            outputs.Add(layer.Name, current);
        }

        return outputs;
    }

    /// <summary>The gradient at the pixels, from those at the outputs of some layers.</summary>
    public ReferenceTensor Backward(
        ReferenceTensor pixels,
        IReadOnlyDictionary<string, ReferenceTensor> outputs,
        IReadOnlyDictionary<string, ReferenceTensor> gradients)
    {
        if (gradients.Count == 0)
        {
            return pixels.ZerosLike();
        }

        var depth = Depth(gradients.Keys);
        var gradient = outputs[layers[depth - 1].Name].ZerosLike();
        for (var i = depth - 1; i >= 0; i--)
        {
            var layer = layers[i];
            if (gradients.TryGetValue(layer.Name, out var own))
            {
                gradient.Add(own);
            }

            var name = layer.Name;
            gradient = layer.Kind switch
            {
                LayerKind.Convolution => ReferenceConvolution.Backward(gradient, weights(name), Replicates(layer)),
                LayerKind.Relu => ReferenceRelu.Backward(gradient, outputs[layers[i - 1].Name]),
                _ => ReferencePooling.Backward(gradient, outputs[layers[i - 1].Name], pooling),
            };
        }

        return ReferencePreprocessing.Backward(gradient, preprocessing);
    }

    private bool Replicates(NetworkLayer convolution) =>
        convolution == layers[0] ? padding == Padding.Replicate : replicatesEverywhere;

    private int Depth(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet();
        return layers.Index().Where(l => wanted.Contains(l.Item.Name)).Select(l => l.Index + 1).DefaultIfEmpty(0).Max();
    }
}
