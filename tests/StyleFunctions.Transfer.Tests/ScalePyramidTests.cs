using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests;

public sealed class ScalePyramidTests
{
    private static readonly TransferSettings _settings = new() { Size = 512, MinSize = 128, Iterations = 500 };

    [Theory]
    [InlineData(512, 128, new[] { 128, 181, 256, 362, 512 })] // crowsonkb/style-transfer-pytorch's
    [InlineData(1024, 128, new[] { 128, 181, 256, 362, 512, 724, 1024 })]
    [InlineData(500, 128, new[] { 177, 250, 354, 500 })]
    [InlineData(512, 129, new[] { 181, 256, 362, 512 })]
    [InlineData(512, 512, new[] { 512 })]
    [InlineData(256, 50_000, new[] { 256 })] // a smallest size above the size: one scale
    [InlineData(20, 16, new[] { 20 })]
    public void Sizes_grow_by_the_square_root_of_two_up_to_the_size(int size, int minSize, int[] expected)
    {
        var scales = ScalePyramid.For(_settings with { Size = size, MinSize = minSize }, 100, 100);
        Assert.Equal(expected, scales.Select(s => s.Size));
    }

    [Fact]
    public void A_margin_grows_with_the_size_and_is_no_part_of_it()
    {
        var scales = ScalePyramid.For(_settings with { Margin = 0.015, MinSize = 256 }, 200, 100);
        Assert.Equal([(256, 128, 4), (362, 181, 5), (512, 256, 8)], scales.Select(s => (s.Width, s.Height, s.Margin)));
        Assert.Equal((528, 272), (scales[^1].CanvasWidth, scales[^1].CanvasHeight));
    }

    [Fact]
    public void The_first_scale_has_twice_the_iterations_of_the_later_ones() =>
        Assert.Equal([1000, 500, 500, 500, 500], Iterations(_settings));

    [Fact]
    public void A_single_scale_has_the_iterations_asked_for() =>
        Assert.Equal([500], Iterations(_settings with { MinSize = 512 }));

    [Fact]
    public void The_first_scales_iterations_can_be_chosen()
    {
        Assert.Equal([7, 500, 500, 500, 500], Iterations(_settings with { InitialIterations = 7 }));
        Assert.Equal([7], Iterations(_settings with { InitialIterations = 7, MinSize = 512 }));
    }

    [Theory]
    [InlineData(768, 512, 192, 128)]
    [InlineData(512, 768, 128, 192)]
    [InlineData(100, 100, 192, 192)]
    [InlineData(101, 37, 192, 70)] // 70.3
    [InlineData(37, 101, 70, 192)]
    [InlineData(10_000, 1, 192, 1)]
    public void The_longest_side_is_the_size_and_the_other_in_proportion(
        int contentWidth, int contentHeight, int width, int height)
    {
        var settings = _settings with { Size = 192, MinSize = 192 };
        var scale = Assert.Single(ScalePyramid.For(settings, contentWidth, contentHeight));
        Assert.Equal((192, width, height), (scale.Size, scale.Width, scale.Height));
    }

    private static IEnumerable<int> Iterations(TransferSettings settings) =>
        ScalePyramid.For(settings, 768, 512).Select(s => s.Iterations);
}
