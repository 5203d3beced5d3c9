using System.Globalization;
using StyleFunctions.Imaging.Resampling;

namespace StyleFunctions.Imaging.Tests.Resampling;

public sealed class ResamplerTests
{
    public static TheoryData<ResamplingFilter> Filters => [.. Enum.GetValues<ResamplingFilter>()];

    /// <summary>The plane and what Pillow made of it, from Fixtures/make-resampling-fixtures.py.</summary>
    private static readonly string[] Planes =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Resampling", "planes.txt"));

    [Fact]
    public void Planes_are_resampled_as_Pillow_does()
    {
        var source = Numbers(Planes[1]);
        var (width, height) = Size(Planes[0]);
        var compared = 0;
        for (var i = 2; i < Planes.Length; i += 2)
        {
            var filter = Enum.Parse<ResamplingFilter>(Planes[i].Split(' ')[0]);
            var (newWidth, newHeight) = Size(Planes[i]);
            var resized = new float[newWidth * newHeight];
            Resampler.Resize(source, width, height, resized, newWidth, newHeight, filter);

            // Values of magnitude 1; Pillow sums in doubles, across first, and rounds to floats in between.
            var worst = resized.Zip(Numbers(Planes[i + 1]), (a, b) => Math.Abs(a - b)).Max();
            Assert.True(worst < 2e-6, $"{Planes[i]}: differs by {worst}");
            compared++;
        }

        Assert.Equal(21, compared);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_plane_resampled_to_its_own_size_stays_as_it_is(ResamplingFilter filter)
    {
        var source = Numbers(Planes[1]);
        var (width, height) = Size(Planes[0]);
        var resized = new float[source.Length];
        Resampler.Resize(source, width, height, resized, width, height, filter);
        Assert.Equal(source, resized);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void One_colour_stays_that_colour_at_every_size(ResamplingFilter filter)
    {
        var samples = Enumerable.Repeat(0.7f, 3 * 37 * 19).ToArray();
        var picture = new Picture(37, 19, samples, Enumerable.Repeat(0.3f, 37 * 19).ToArray());
        foreach (var (width, height) in new[] { (1, 1), (5, 40), (36, 18), (38, 20), (100, 3), (400, 300) })
        {
            var resized = Resampler.Resize(picture, width, height, filter);
            Assert.Equal((width, height), (resized.Width, resized.Height));
            Assert.All(resized.Samples, sample => Assert.Equal(0.7f, sample, 1e-6f));
            Assert.All(resized.Alpha!, sample => Assert.Equal(0.3f, sample, 1e-6f));
        }
    }

    [Fact]
    public void A_picture_is_clamped_and_a_plane_is_not()
    {
        // A step from black to white: the cubic overshoots on both sides of it.
        float[] step = [0, 0, 0, 0, 1, 1, 1, 1];
        var plane = new float[32];
        Resampler.Resize(step, 8, 1, plane, 32, 1, ResamplingFilter.Bicubic);
        Assert.True(plane.Min() < -0.01f && plane.Max() > 1.01f);

        var picture = Resampler.Resize(new Picture(8, 1, [.. step, .. step, .. step], [.. step]), 32, 1);
        var clamped = plane.Select(sample => Math.Clamp(sample, 0, 1)).ToArray();
        Assert.Equal([.. clamped, .. clamped, .. clamped], picture.Samples);
        Assert.Equal(clamped, picture.Alpha!);
    }

    [Fact]
    public void Bilinear_never_overshoots()
    {
        var source = Numbers(Planes[1]);
        var resized = new float[101 * 53];
        Resampler.Resize(source, 23, 17, resized, 101, 53, ResamplingFilter.Bilinear);
        Assert.InRange(resized.Min(), source.Min() - 1e-6f, source.Max());
        Assert.InRange(resized.Max(), source.Min(), source.Max() + 1e-6f);
    }

    [Fact]
    public void Channels_do_not_mix()
    {
        var picture = new Picture(9, 9);
        picture.Plane(1).Fill(1);
        var resized = Resampler.Resize(picture, 4, 13, ResamplingFilter.Lanczos);
        Assert.All(resized.Plane(0).ToArray(), sample => Assert.Equal(0, sample));
        Assert.All(resized.Plane(1).ToArray(), sample => Assert.Equal(1, sample, 1e-6f));
        Assert.All(resized.Plane(2).ToArray(), sample => Assert.Equal(0, sample));
        Assert.Null(resized.Alpha);
    }

    [Fact]
    public void Temporary_memory_is_far_smaller_than_the_picture()
    {
        var source = new float[3000 * 2000];
        var target = new float[40 * 30];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Resampler.Resize(source, 3000, 2000, target, 40, 30, ResamplingFilter.Lanczos);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000);
    }

    [Fact]
    public void Planes_that_do_not_fit_their_size_or_share_memory_are_refused()
    {
        var plane = new float[12];
        const ResamplingFilter Filter = ResamplingFilter.Bilinear;
        Assert.Throws<ArgumentException>(() => Resampler.Resize(plane, 5, 2, new float[4], 2, 2, Filter));
        Assert.Throws<ArgumentException>(() => Resampler.Resize(plane, 4, 3, new float[5], 2, 2, Filter));
        Assert.Throws<ArgumentException>(() => Resampler.Resize(plane, 4, 3, plane.AsSpan(0, 4), 2, 2, Filter));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resize(new Picture(2, 2), 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resize(new Picture(2, 2), 1, 1, Filter + 7));
    }

    private static float[] Numbers(string line) =>
        [.. line.Split(' ').Select(word => float.Parse(word, CultureInfo.InvariantCulture))];

    private static (int Width, int Height) Size(string line)
    {
        var words = line.Split(' ');
        return (int.Parse(words[^2], CultureInfo.InvariantCulture), int.Parse(words[^1], CultureInfo.InvariantCulture));
    }
}
