using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Settings;

public sealed class LayerWeightsTests
{
    [Theory]
    [InlineData("relu1_1=256,relu2_1=64", "relu1_1=256,relu2_1=64")]
    [InlineData("relu1_1", "relu1_1=1")]
    [InlineData(" relu2_1 = 0.5 , relu1_1 ,", "relu2_1=0.5,relu1_1=1")]
    [InlineData("a=0,b=1e-3", "a=0,b=0.001")]
    public void Reads_layers_and_weights_in_their_order(string text, string written)
    {
        var layers = LayerWeights.Parse(text);
        Assert.Equal(written, layers.ToString());
        Assert.Equal(layers, LayerWeights.Parse(written));
    }

    [Fact]
    public void Weights_are_divided_by_their_sum() =>
        Assert.Equal([("a", 0.75), ("b", 0.25), ("c", 0)], LayerWeights.Parse("a=3,b=1,c=0").Normalized);

    [Theory]
    [InlineData("", "no layer is named")]
    [InlineData(" , ", "no layer is named")]
    [InlineData("a=x", "'x' in 'a=x' is not a number")]
    [InlineData("a=1=2", "'1=2' in 'a=1=2' is not a number")]
    [InlineData("a=", "'' in 'a=' is not a number")]
    [InlineData("a=-1,b", "the weight of a is -1, but must be 0 or more")]
    [InlineData("a=NaN", "the weight of a is NaN, but must be 0 or more")]
    [InlineData("a=1e999", "the weight of a is Infinity, but must be 0 or more")]
    [InlineData("a=1,b=2,a=3", "a is named twice")]
    [InlineData("a=0,b=0", "every weight is 0")]
    [InlineData("=2", "'=2' names no layer")]
    public void Says_what_is_wrong(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => LayerWeights.Parse(text)).Message);
}
