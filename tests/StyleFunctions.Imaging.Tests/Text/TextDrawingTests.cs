using StyleFunctions.Imaging.Text;

namespace StyleFunctions.Imaging.Tests.Text;

/// <summary>Labels on pictures.</summary>
public sealed class TextDrawingTests
{
    private const string Latin = "ÄÖÜäöüßéèêëáàâñçåøæÉÈÇÑØ×–—°…€£";

    private static readonly Rgb _black = new(0, 0, 0);

    public static TheoryData<int> Heights => [12, 16, 24, 61];

    private static IEnumerable<char> Ascii => Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c);

    [Theory]
    [MemberData(nameof(Heights))]
    public void All_ink_lies_in_the_measured_box(int height)
    {
        var text = string.Concat(Ascii) + Latin + "漢";
        var width = TextDrawing.Measure(text, height);
        var picture = White(width + 40, height + 40);
        TextDrawing.Draw(picture, 20, 20, height, text, _black);
        var rows = Inked(picture, (_, y) => y);
        var columns = Inked(picture, (x, _) => x);
        Assert.InRange(rows[0], 20, 20 + height / 10);
        Assert.InRange(rows[^1], 20 + height - 1 - height / 10, 20 + height - 1);
        Assert.Equal((20, 20 + width - 1), (columns[0], columns[^1]));
    }

    [Theory]
    [MemberData(nameof(Heights))]
    public void Every_character_can_be_told_from_every_other(int height)
    {
        var drawn = Ascii.Concat(Latin).GroupBy(c => string.Join(' ', Draw($"{c}", height).Samples)).ToList();
        Assert.All(drawn, same => Assert.Single(same));
        Assert.DoesNotContain(drawn, same => same.Key == string.Join(' ', Draw("漢", height).Samples));
    }

    [Fact]
    public void Strokes_are_as_dark_as_the_colour_and_their_edges_smooth()
    {
        var picture = White(60, 40);
        TextDrawing.Draw(picture, 4, 4, 30, "IO", new Rgb(0.5f, 0.25f, 0));
        Assert.Equal(
            [0.5f, 0.25f, 0], Enumerable.Range(0, 3).Select(c => picture.Plane(c).ToArray().Min()));
        Assert.True(picture.Plane(2).ToArray().Distinct().Count() > 20);
    }

    [Fact]
    public void What_is_outside_the_picture_is_left_out()
    {
        var whole = White(200, 60);
        TextDrawing.Draw(whole, 40, 20, 20, "Harbour", _black);
        foreach (var (left, top) in new[] { (60, 0), (0, 30), (45, 25), (300, 0), (0, -300) })
        {
            var part = White(50, 25);
            TextDrawing.Draw(part, 40 - left, 20 - top, 20, "Harbour", _black);
            for (var y = 0; y < part.Height; y++)
            {
                for (var x = 0; x < part.Width; x++)
                {
                    var isInside = left + x < whole.Width && top + y is >= 0 and < 60;
                    var expected = isInside ? whole.Samples[(top + y) * whole.Width + left + x] : 1;
                    Assert.Equal(expected, part.Samples[y * part.Width + x]);
                }
            }
        }
    }

    [Fact]
    public void The_same_text_gives_the_same_samples_and_alpha_stays()
    {
        Assert.Equal(Draw("Seed 1, 2", 17).Samples, Draw("Seed 1, 2", 17).Samples);
        var picture = White(30, 20).WithAlpha(new float[600]);
        TextDrawing.Draw(picture, 0, 0, 20, "a", _black);
        Assert.All(picture.Alpha!, a => Assert.Equal(0, a));
    }

    [Fact]
    public void A_mark_of_its_own_is_drawn_as_with_its_letter()
    {
        Assert.Equal(Draw("é", 24).Samples, Draw("e\u0301", 24).Samples);
        Assert.Equal(Draw("É", 24).Samples, Draw("E\u0301", 24).Samples);
        Assert.NotEqual(Draw("é", 24).Samples, Draw("è", 24).Samples);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(8, "")]
    [InlineData(16, "…")]
    [InlineData(80, "brushwo…")]
    [InlineData(1000, "brushwork.png, style-weight 2")]
    public void A_text_that_is_too_long_ends_in_an_ellipsis(int width, string expected)
    {
        var fitting = TextDrawing.Fit("brushwork.png, style-weight 2", 20, width);
        Assert.Equal(expected, fitting);
        Assert.InRange(TextDrawing.Measure(fitting, 20), 0, width);
    }

    [Fact]
    public void Nothing_has_no_width_and_a_space_has_some()
    {
        Assert.Equal(0, TextDrawing.Measure("", 20));
        Assert.True(TextDrawing.Measure("a b", 20) > TextDrawing.Measure("ab", 20) + 2);
        TextDrawing.Draw(White(1, 1), 0, 0, 20, "", _black);
    }

    private static Picture White(int width, int height)
    {
        var picture = new Picture(width, height);
        Array.Fill(picture.Samples, 1f);
        return picture;
    }

    private static Picture Draw(string text, int height)
    {
        var picture = White(height * 4, height);
        TextDrawing.Draw(picture, 0, 0, height, text, _black);
        return picture;
    }

    private static int[] Inked(Picture picture, Func<int, int, int> coordinate) =>
        [.. Enumerable.Range(0, picture.Width * picture.Height)
            .Where(i => picture.Samples[i] < 0.9f)
            .Select(i => coordinate(i % picture.Width, i / picture.Width))
            .Distinct()
            .Order()];
}
