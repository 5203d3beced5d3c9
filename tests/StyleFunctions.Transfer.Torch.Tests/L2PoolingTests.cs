using StyleFunctions.Transfer.Torch.Devices;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Tests;

public sealed class L2PoolingTests
{
    private const float Scale = 0.78f;

    // The root of a square's sum may be as small as float16 goes, and the gradient is scaled up to 64.
    [Theory]
    [InlineData(64, new float[] { 6e-8f, 1.2e-7f, 0, 3e-7f })]
    [InlineData(-64, new float[] { 0, 2e-5f, 1e-3f, 3e-4f })]
    [InlineData(0.5f, new float[] { 300, 20, 7, 0 })]
    [InlineData(1, new float[] { 0, 0, 0, 0 })]
    public void The_gradient_of_16_bits_is_finite_and_right_for_the_faintest_features(float gradient, float[] square)
    {
        using var scope = torch.NewDisposeScope();
        var layer = new L2PoolingLayer(FeatureLayout.ChannelsFirst) { Name = "pool1" };
        using var trace = new LayerTrace();
        var input = HostTensor.Of(square, 1, 1, 2, 2).to(torch.ScalarType.Float16);
        layer.Forward(input, inputIsKept: false, outputIsKept: false, trace);

        var found = layer.Backward(torch.full([1, 1, 1, 1], gradient, torch.ScalarType.Float16), trace);

        Assert.Equal(torch.ScalarType.Float16, found.dtype);
        var stored = HostTensor.Array(input);
        var root = Math.Sqrt(stored.Sum(x => (double)x * x));
        Assert.All(stored.Zip(HostTensor.Array(found)), p => Assert.Equal(
            root > 0 ? gradient * Scale * p.First / root : 0, p.Second, Math.Abs(gradient) * 1e-3));
    }
}
