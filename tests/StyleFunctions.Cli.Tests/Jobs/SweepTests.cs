namespace StyleFunctions.Cli.Tests.Jobs;

/// <summary>Several pictures by one command line.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly JobsFolder _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public void A_setting_given_several_times_makes_a_picture_with_each_value()
    {
        var run = ProgramRun.Of(Into("many", "--seed", "1", "--seed", "2", "--init", "noise", "--style-weight", "0.5",
            "--style-weight", "2"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "contact-sheet.png style-weight-0.5_seed-1.png style-weight-0.5_seed-2.png style-weight-2_seed-1.png "
            + "style-weight-2_seed-2.png",
            Written("many"));
        Assert.Equal(5, run.Output.TrimEnd().Split(Environment.NewLine).Length);
        Assert.Contains("3/4 style-weight 2, seed 1  scale 1/1", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            _jobs.Whole("--seed", "2", "--init", "noise", "--style-weight", "2"),
            File.ReadAllBytes(_jobs.Files["many/style-weight-2_seed-2.png"]));
    }

    [Fact]
    public void Each_style_may_paint_a_picture_of_its_own()
    {
        var other = _jobs.Files.Picture("other.png", seed: 5);

        Assert.Equal(0, ProgramRun.Of(Into("each", other, "--each")).ExitCode);

        Assert.Equal("contact-sheet.png other.png style.png", Written("each"));
        Assert.Equal(_jobs.Whole(), File.ReadAllBytes(_jobs.Files["each/style.png"]));
    }

    [Fact]
    public void Starts_may_be_several_pictures_too()
    {
        var start = _jobs.Files.Picture("noise.png", seed: 7);

        Assert.Equal(0, ProgramRun.Of(Into("starts", "--init", "noise", "--init", start)).ExitCode);

        Assert.Equal("contact-sheet.png init-noise.png init-noise.png.png", Written("starts"));
    }

    [Fact]
    public void A_value_given_twice_is_one()
        => Assert.Equal(0, ProgramRun.Of(_jobs.Paint("--seed", "1", "--seed", "1")).ExitCode);

    [Fact]
    public void Stopped_it_says_how_many_are_done_and_goes_on_with_the_others()
    {
        string[] many = Into("many", "--seed", "1", "--seed", "2", "--seed", "3", "--init", "noise");

        var stopped = ProgramRun.StoppedAt("2/3 seed 2  scale 1/1 (48x36)  iteration 2/3", many);
        var before = Written("many");
        var resumed = _jobs.Run("resume");

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("Stopped; 1 of 3 pictures are done.", stopped.Error, StringComparison.Ordinal);
        Assert.Equal("seed-1.png", before);
        Assert.Equal(0, resumed.ExitCode);
        Assert.DoesNotContain("1/3 seed 1", resumed.Error, StringComparison.Ordinal);
        Assert.Equal("contact-sheet.png seed-1.png seed-2.png seed-3.png", Written("many"));
    }

    [Fact]
    public void Frames_of_each_lie_in_a_folder_of_its_own()
    {
        ProgramRun.Of(Into("many", "--seed", "1", "--seed", "2", "--frames", _jobs.Files["frames"]));

        Assert.Equal(
            "seed-1 seed-1/scale01-iteration000003.png seed-2 seed-2/scale01-iteration000003.png",
            string.Join(' ', _jobs.Files.Content
                .Where(f => f.StartsWith("frames/", StringComparison.Ordinal))
                .Select(f => f["frames/".Length..])));
    }

    [Fact]
    public void One_that_fails_does_not_hold_the_others_up()
    {
        var run = ProgramRun.Of(Into("many", "--quiet", "--style-weight", "1e300", "--style-weight", "1"));

        Assert.Matches("^style-weight 10{300}: The loss ", run.Refusal);
        Assert.Equal("style-weight-1.png", Written("many"));
    }

    [Fact]
    public void Too_many_are_refused_before_anything_is_written()
    {
        var numbers = Enumerable.Range(100, 32).SelectMany(n => new[] { "--seed", $"{n}", "--noise-level", $"0.{n}1" });

        var refusal = ProgramRun.Of(Into("many", [.. numbers])).Refusal;

        Assert.Contains("a job may have at most 1000", refusal, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_jobs.Store));
    }

    private string Written(string folder) =>
        string.Join(
            ' ', Directory.GetFiles(_jobs.Files[folder]).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private string[] Into(string folder, params string[] more)
    {
        var arguments = _jobs.Paint(more);
        arguments[4] = _jobs.Files[folder];
        return arguments;
    }
}
