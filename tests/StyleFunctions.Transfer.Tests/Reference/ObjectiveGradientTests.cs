using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>The whole objective's gradient against central differences, on a narrow network of VGG's shape.</summary>
public sealed class ObjectiveGradientTests
{
    private static readonly NetworkLayer[] _layers =
    [
        new("conv1_1", LayerKind.Convolution, 3, 4, 1),
        new("relu1_1", LayerKind.Relu, 4, 4, 1),
        new("pool1", LayerKind.Pooling, 4, 4, 2),
        new("conv2_1", LayerKind.Convolution, 4, 6, 2),
        new("relu2_1", LayerKind.Relu, 6, 6, 2),
        new("conv2_2", LayerKind.Convolution, 6, 6, 2),
        new("relu2_2", LayerKind.Relu, 6, 6, 2),
        new("pool2", LayerKind.Pooling, 6, 6, 4),
        new("conv3_1", LayerKind.Convolution, 6, 5, 4),
        new("relu3_1", LayerKind.Relu, 5, 5, 4),
    ];

    [Theory]
    [InlineData(Pooling.Max, Padding.Replicate, ErrorMeasure.ScaledSquare, GramNormalization.Positions)]
    [InlineData(Pooling.Max, Padding.Zero, ErrorMeasure.MeanSquare, GramNormalization.PositionsAndChannels)]
    [InlineData(Pooling.Average, Padding.Replicate, ErrorMeasure.MeanSquare, GramNormalization.Positions)]
    [InlineData(Pooling.AverageUnscaled, Padding.Zero, ErrorMeasure.ScaledSquare, GramNormalization.Positions)]
    [InlineData(Pooling.L2, Padding.Replicate, ErrorMeasure.ScaledSquare, GramNormalization.PositionsAndChannels)]
    public void The_objective_has_the_gradient_it_says(
        Pooling pooling,
        Padding padding,
        ErrorMeasure error,
        GramNormalization gram)
    {
        var weights = GeneratedWeights.For(_layers);
        var network = new ReferenceNetwork(
            _layers,
            name => weights[name],
            Preprocessing.Torchvision,
            pooling,
            padding,
            replicatesEverywhere: pooling == Pooling.Average);
        var content = ReferencePicture.Tensor(GeneratedPictures.Make(19, 14, 1000));
        var style = ReferencePicture.Tensor(GeneratedPictures.Make(13, 16, 1002));
        var styleLayers = new[] { ("relu1_1", 0.5), ("relu2_1", 0.2), ("pool2", 0.1), ("relu3_1", 0.2) };
        var loss = new LossFunction
        {
            Content = ReferencePicture.ContentTargets(network, content, ("conv2_2", 0.75), ("relu2_1", 0.25)),
            Style = ReferencePicture.StyleTargets(network, style, styleLayers),
            ContentWeight = 0.3,
            StyleWeight = 1.5,
            TvWeight = 0.7,
            Error = error,
            Gram = gram,
            Tv = gram == GramNormalization.Positions ? TotalVariationKind.NinePoint : TotalVariationKind.SumOfSquares,
        };
        var pixels = ReferencePicture.Tensor(GeneratedPictures.Make(19, 14, 1004));

        CentralDifferences.AssertGradient(
            pixels,
            changed => ReferenceObjective.Evaluate(network, loss, changed).Losses.Total,
            ReferenceObjective.Evaluate(network, loss, pixels).Gradient,
            step: 1e-6,
            every: 7);
    }
}
