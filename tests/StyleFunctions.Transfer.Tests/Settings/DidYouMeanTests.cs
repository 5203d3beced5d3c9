using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Settings;

public sealed class DidYouMeanTests
{
    private static readonly string[] _names = ["relu1_1", "relu4_2", "pool1", "size", "seed"];

    [Theory]
    [InlineData("relu41_2", "relu4_2")]
    [InlineData("szie", "size")] // two letters the wrong way round
    [InlineData("Relu1_1", "relu1_1")]
    [InlineData("pol1", "pool1")]
    [InlineData("sise", "size")]
    public void Suggests_the_nearest_name(string given, string meant) =>
        Assert.Equal($"; did you mean '{meant}'?", DidYouMean.Suggest(given, _names));

    [Theory]
    [InlineData("fc7")]
    [InlineData("")]
    [InlineData("inception")]
    public void Suggests_nothing_for_what_resembles_no_name(string given) =>
        Assert.Equal(".", DidYouMean.Suggest(given, _names));

    [Fact]
    public void Suggests_nothing_where_there_are_no_names() => Assert.Equal(".", DidYouMean.Suggest("size", []));
}
