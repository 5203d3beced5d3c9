using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>Each layer's and loss' analytic gradient against central differences, in float64.</summary>
public sealed class LayerGradientTests
{
    private static readonly ReferenceTensor _input = Tensor(3, 5, 7, stream: 3000);

    [Fact]
    public void Preprocessing_has_the_gradient_it_says()
    {
        foreach (var preprocessing in new[] { Preprocessing.Torchvision, Preprocessing.Caffe })
        {
            AssertLayer(
                _input,
                input => ReferencePreprocessing.Forward(input, preprocessing),
                gradient => ReferencePreprocessing.Backward(gradient, preprocessing));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_convolution_has_the_gradient_it_says(bool replicate)
    {
        var weights = new ConvolutionWeights(
            GeneratedNumbers.Signed(3001, 4 * 3 * 9, 1),
            GeneratedNumbers.Signed(3002, 4, 1));
        AssertLayer(
            _input,
            input => ReferenceConvolution.Forward(input, weights, replicate),
            gradient => ReferenceConvolution.Backward(gradient, weights, replicate));
    }

    [Fact]
    public void Relu_has_the_gradient_it_says() =>
        AssertLayer(_input, ReferenceRelu.Forward, gradient => ReferenceRelu.Backward(gradient, _input));

    [Theory]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.Average)]
    [InlineData(Pooling.AverageUnscaled)]
    [InlineData(Pooling.L2)]
    public void Pooling_has_the_gradient_it_says(Pooling pooling) =>
        AssertLayer(
            _input,
            input => ReferencePooling.Forward(input, pooling),
            gradient => ReferencePooling.Backward(gradient, _input, pooling));

    [Fact]
    public void A_gram_matrix_has_the_gradient_it_says() =>
        AssertLayer(_input, ReferenceGram.Forward, gradient => ReferenceGram.Backward(gradient, _input));

    [Theory]
    [InlineData(ErrorMeasure.ScaledSquare)]
    [InlineData(ErrorMeasure.MeanSquare)]
    public void An_error_has_the_gradient_it_says(ErrorMeasure error) =>
        CentralDifferences.AssertGradient(
            _input,
            input => ReferenceError.Forward(input, error),
            ReferenceError.Backward(_input, error));

    [Theory]
    [InlineData(TotalVariationKind.NinePoint, 1)]
    [InlineData(TotalVariationKind.SumOfSquares, 1)]
    [InlineData(TotalVariationKind.SumOfSquares, 255)]
    public void Total_variation_has_the_gradient_it_says(TotalVariationKind kind, double pixelRange) =>
        CentralDifferences.AssertGradient(
            _input,
            input => ReferenceTotalVariation.Forward(input, kind, pixelRange),
            ReferenceTotalVariation.Backward(_input, kind, pixelRange));

    private static ReferenceTensor Tensor(int channels, int height, int width, uint stream)
    {
        var values = GeneratedNumbers.Signed(stream, channels * height * width, 1);
        return new(channels, height, width, [.. values.Select(v => (double)v)]);
    }

    // A layer's outputs become one number through fixed random factors, which are then the gradient given to it.
    private static void AssertLayer(
        ReferenceTensor input,
        Func<ReferenceTensor, ReferenceTensor> forward,
        Func<ReferenceTensor, ReferenceTensor> backward)
    {
        var output = forward(input);
        var factors = Tensor(output.Channels, output.Height, output.Width, stream: 3003);
        CentralDifferences.AssertGradient(
            input,
            changed => forward(changed).Values.Zip(factors.Values, (v, f) => v * f).Sum(),
            backward(factors));
    }
}
