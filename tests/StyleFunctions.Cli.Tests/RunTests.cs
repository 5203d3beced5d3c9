using StyleFunctions.Imaging;

namespace StyleFunctions.Cli.Tests;

/// <summary>Whole runs on tiny pictures with the embedded network.</summary>
public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _stores = new();
    private readonly string _content;
    private readonly string _style;
    private readonly string _output;

    public RunTests()
    {
        _content = _folder.Picture("content.png", 64, 48);
        _style = _folder.Picture("style.png", 40, 56, seed: 2);
        _output = _folder["new/folder/out.png"];
    }

    public void Dispose()
    {
        _folder.Dispose();
        _stores.Dispose();
    }

    [Fact]
    public void Writes_a_picture_of_the_size_asked_for_and_names_it()
    {
        var run = Run();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(_output, run.Output.TrimEnd());
        var picture = PictureFile.Read(_output);
        Assert.Equal((48, 36), (picture.Width, picture.Height));
        Assert.Contains("100 %  scale 1/1 (48x36)  iteration 4/4", run.Error, StringComparison.Ordinal);
        Assert.Equal("out.png", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder["new/folder"]))));
    }

    [Fact]
    public void Quiet_prints_nothing()
    {
        var run = Run("--quiet");

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.True(File.Exists(_output));
    }

    [Fact]
    public void Replaces_a_picture_that_is_there()
    {
        Directory.CreateDirectory(_folder["new/folder"]);
        File.WriteAllText(_output, "old");

        Run();

        Assert.Equal(48, PictureFile.Read(_output).Width);
    }

    [Fact]
    public void The_same_command_gives_the_same_bytes_with_1_thread_and_with_2()
    {
        var first = Paint("1");

        Assert.Equal(first, Paint("1"));
        Assert.Equal(first, Paint("2"));
        Assert.Equal(first, Paint("0"));

        byte[] Paint(string threads)
        {
            Run("--threads", threads, "--init", "noise", "--seed", "7");
            return File.ReadAllBytes(_output);
        }
    }

    [Fact]
    public void Settings_change_the_picture()
    {
        Run();
        var standard = File.ReadAllBytes(_output);

        Run("--style-weight", "0.1");

        Assert.NotEqual(standard, File.ReadAllBytes(_output));
    }

    [Fact]
    public void Frames_come_every_so_many_iterations_and_at_the_end_of_each_scale()
    {
        var frames = _folder["new/frames"];
        Run(
            "--size", "64", "--min-size", "45", "--iterations", "3", "--initial-iterations", "5",
            "--frames", frames, "--frames-every", "2");

        Assert.Equal(
            "scale01-iteration000002.png scale01-iteration000004.png scale01-iteration000005.png "
            + "scale02-iteration000002.png scale02-iteration000003.png",
            string.Join(' ', Directory.GetFiles(frames).Select(Path.GetFileName).Order()));
        Assert.Equal(45, PictureFile.Read(Path.Combine(frames, "scale01-iteration000005.png")).Width);
        Assert.Equal(
            File.ReadAllBytes(_output), File.ReadAllBytes(Path.Combine(frames, "scale02-iteration000003.png")));
    }

    [Fact]
    public void Sixteen_bits_are_written_when_asked_for()
    {
        Run("--bit-depth", "16");

        Assert.Equal(16, File.ReadAllBytes(_output)[24]); // IHDR's bit depth
    }

    [Fact]
    public void A_jpeg_is_written_with_the_quality_asked_for()
    {
        var (fine, coarse) = (_folder["fine.jpg"], _folder["coarse.jpg"]);

        ProgramRun.Of(["run", _content, _style, "-o", fine, .. Short, "--jpeg-quality", "98", .. Anew]);
        ProgramRun.Of(["run", _content, _style, "-o", coarse, .. Short, "--jpeg-quality", "10", .. Anew]);

        Assert.Equal(48, PictureFile.Read(fine).Width);
        Assert.True(new FileInfo(fine).Length > new FileInfo(coarse).Length);
    }

    [Fact]
    public void Several_styles_are_blended_with_their_weights()
    {
        var other = _folder.Picture("other.png", seed: 5);

        Assert.Equal(0, ProgramRun.Of(Arguments([other, "--style-weights", "1,3"])).ExitCode);
    }

    [Fact]
    public void A_start_may_be_a_picture()
    {
        Assert.Equal(0, Run("--init", _style).ExitCode);
        var fromStyle = File.ReadAllBytes(_output);

        Run();

        Assert.NotEqual(fromStyle, File.ReadAllBytes(_output));
    }

    [Fact]
    public void Asked_to_stop_it_writes_the_picture_so_far_and_says_so()
    {
        var run = ProgramRun.StoppedAt("iteration 5/100", Arguments(["--iterations", "100"]));

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(_output, run.Output.TrimEnd());
        Assert.Equal(48, PictureFile.Read(_output).Width);
        Assert.Contains("Stopping after this iteration", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Stopped at iteration 5 of 100, scale 1 of 1; the picture so far is 48 x 36.",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Asked_to_stop_before_the_first_iteration_it_writes_nothing()
    {
        var run = ProgramRun.Of(Arguments([]), new CancellationToken(canceled: true));

        Assert.Equal(130, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("nothing is written", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["new"]));
    }

    [Fact]
    public void Says_at_the_start_how_much_memory_it_may_use()
    {
        Assert.StartsWith("Memory: 1.5 GB\n", Run("--memory", "1500MB").Error.ReplaceLineEndings("\n"));
        Assert.Matches(@"^Memory: [0-9.]+ [MG]B\n", Run().Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Says_which_scale_is_computed_in_pieces()
    {
        var run = Run("--size", "320", "--iterations", "1", "--memory", "240MB");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("320 x 240 is computed in pieces (", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("48 x 36 is computed in pieces", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Less_memory_than_the_smallest_pieces_need_is_refused_before_anything_is_written()
        => Assert.Contains("set memory to at least", Refuse("--memory", "10MB"), StringComparison.Ordinal);

    [Fact]
    public void An_estimate_is_a_table_and_writes_nothing()
    {
        var before = _folder.Content;

        var run = ProgramRun.Of(
            "run", _content, _style, "--network", "embedded", "--size", "64", "--min-size", "45", "--iterations", "3",
            "--initial-iterations", "5", "--estimate");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Matches("^scale +size +iterations +s/iteration +time +memory +computed$", lines[0]);
        Assert.Matches(@"^1/2 +45x34 +5 +\d+\.\d{3} +0:\d\d +[0-9.]+ MB +whole$", lines[1]);
        Assert.Matches(@"^2/2 +64x48 +3 +\d+\.\d{3} +0:\d\d +[0-9.]+ MB +whole$", lines[2]);
        Assert.Matches(@"^all +8 +0:\d\d +[0-9.]+ MB$", lines[3]);
        Assert.Equal(before, _folder.Content);
    }

    [Fact]
    public void A_layer_that_does_not_exist_is_refused_with_the_nearest()
    {
        var refusal = Refuse("--style-layers", "relu1_1,relu4_11");

        Assert.Contains("no layer 'relu4_11'", refusal, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'relu4_1'?", refusal.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_content_layer_that_does_not_exist_is_refused()
        => Assert.Contains("no layer 'fc7'", Refuse("--content-layers", "fc7"), StringComparison.Ordinal);

    [Fact]
    public void There_must_be_as_many_style_weights_as_styles()
        => Assert.Contains(
            "has 2 weights, but the number of style pictures is 1",
            Refuse("--style-weights", "1,2"),
            StringComparison.Ordinal);

    [Fact]
    public void A_picture_too_small_for_a_layer_is_refused_with_the_smallest_allowed()
    {
        var flat = _folder.Picture("flat.png", 64, 8);

        Assert.Contains("relu5_1 needs at least 16 on each side", Refuse(flat), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_and_says_what_to_lower()
        => Assert.Contains("lower step-size", Refuse("--style-weight", "1e300", "--quiet"), StringComparison.Ordinal);

    // In a store of its own, or what was painted before would not be painted again.
    private string[] Anew => ["--store", _stores[Guid.NewGuid().ToString("N")]];

    private static string[] Short =>
        ["--network", "embedded", "--size", "48", "--min-size", "48", "--iterations", "2"];

    private string[] Arguments(string[] more) =>
    [
        "run", _content, _style, "-o", _output, "--network", "embedded",
        .. Unless(more, "--size", "48"), .. Unless(more, "--min-size", "48"), .. Unless(more, "--iterations", "4"),
        .. more, .. Anew,
    ];

    private static string[] Unless(string[] given, string name, string value) =>
        given.Contains(name) ? [] : [name, value];

    private ProgramRun Run(params string[] more) => ProgramRun.Of(Arguments(more));

    private string Refuse(params string[] more)
    {
        var before = _folder.Content;
        var refusal = Run(more).Refusal;
        Assert.Equal(before, _folder.Content);
        return refusal;
    }
}
