using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;

namespace StyleFunctions.Transfer.Tests.Fixtures;

/// <summary>The float64 reference against PyTorch, so that what agrees with the one agrees with the other.</summary>
public sealed class PyTorchLossTests
{
    public static TheoryData<string> Cases => [.. PyTorchLosses.All.Cases.Keys];

    [Fact]
    public void Weights_and_pictures_have_the_same_bits_as_in_python()
    {
        var weights = GeneratedWeights.Vgg19.Architecture.Convolutions.TakeWhile(l => l.Name != "conv5_2")
            .Select(l => GeneratedWeights.Vgg19.Weights(l.Name))
            .SelectMany(w => new[] { w.Kernel, w.Bias });
        Assert.Equal(PyTorchLosses.All.WeightsSha256, PyTorchLosses.Digest(weights));
        var pictures = new[] { PyTorchLosses.Content, PyTorchLosses.Style, PyTorchLosses.Start };
        Assert.Equal(PyTorchLosses.All.PicturesSha256, PyTorchLosses.Digest(pictures.Select(p => p.Samples)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_reference_agrees_with_PyTorch(string name)
    {
        var expected = PyTorchLosses.All.Cases[name];
        var network = new ReferenceNetwork(expected.Network, expected.Pooling, expected.Padding);
        var content = ReferencePicture.Tensor(PyTorchLosses.Content);
        var style = ReferencePicture.Tensor(PyTorchLosses.Style);
        var layer = PyTorchLosses.All.ContentLayer;
        var loss = expected.Loss(
            ReferenceObjective.Measure(network, content, [], [layer]).Features[layer],
            ReferenceObjective.Measure(network, style, PyTorchLosses.All.StyleLayers, []).Grams);

        var found = ReferenceObjective.Evaluate(network, loss, ReferencePicture.Tensor(PyTorchLosses.Start));

        // Targets are float32, and so is the gradient in the file; all else is float64 on both sides.
        var gradient = PyTorchLosses.Gradient(name).Select(g => (double)g).ToArray();
        Agreement.Between(expected.Losses, gradient, found.Losses, [.. found.Gradient.Values.Select(g => (float)g)])
            .AssertWithin(losses: 1e-7, medianError: 1e-7, name);
    }
}
