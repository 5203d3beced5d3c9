using System.Text.RegularExpressions;
using StyleFunctions.Imaging;

namespace StyleFunctions.Cli.Tests.Jobs;

/// <summary>What was interrupted, and goes on to the same bytes.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly JobsFolder _jobs = new();
    private readonly ProgramProcess _program = new();

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task Killed_it_goes_on_with_resume_to_the_same_file()
    {
        var whole = _jobs.Whole("--iterations", "400");
        var killed = await _program.RunUntil("40 %", p => p.Kill(), _jobs.Paint("--iterations", "400"));
        Assert.NotEqual(0, killed.ExitCode);
        Assert.False(File.Exists(_jobs.Output));

        var resumed = await _program.Run("resume", "--store", _jobs.Store, "--threads", "2");

        Assert.Equal((0, _jobs.Output), (resumed.ExitCode, resumed.Output.TrimEnd()));
        Assert.Matches(@"^Going on with job [0-9a-f]{8}, content.png after style: [1-9]\d % is done", resumed.Error);
        Assert.Equal(whole, File.ReadAllBytes(_jobs.Output));
    }

    [UnixFact]
    public async Task Stopped_by_a_signal_it_says_how_to_go_on()
    {
        var whole = _jobs.Whole("--iterations", "300");
        var stopped = await _program.RunUntil("20 %", p => p.Send("INT"), _jobs.Paint("--iterations", "300"));
        Assert.Equal(130, stopped.ExitCode);
        var unfinished = File.ReadAllBytes(_jobs.Output);
        var hint = Regex.Match(stopped.Error, @"Resume with: stylefunctions (resume [0-9a-f]{8} --store \S+)");

        var resumed = await _program.Run(hint.Groups[1].Value.Split(' '));

        Assert.Equal(0, resumed.ExitCode);
        Assert.NotEqual(whole, unfinished);
        Assert.Equal(whole, File.ReadAllBytes(_jobs.Output));
    }

    [Fact]
    public void The_same_command_goes_on_where_it_stopped()
    {
        var whole = _jobs.Whole("--iterations", "20");
        ProgramRun.StoppedAt("iteration 9/20", _jobs.Paint("--iterations", "20"));

        var again = ProgramRun.Of(_jobs.Paint("--iterations", "20"));

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("begun before: 45 % is done", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("iteration 9/20", again.Error, StringComparison.Ordinal);
        Assert.Contains("iteration 10/20", again.Error, StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(_jobs.Output));
    }

    [Fact]
    public void The_same_command_again_writes_the_file_at_once_and_says_so()
    {
        ProgramRun.Of(_jobs.Paint());
        var first = File.ReadAllBytes(_jobs.Output);
        File.Delete(_jobs.Output);

        var again = ProgramRun.Of(_jobs.Paint("--threads", "2"));

        Assert.Equal((0, _jobs.Output), (again.ExitCode, again.Output.TrimEnd()));
        Assert.DoesNotContain("iteration", again.Error, StringComparison.Ordinal);
        Assert.Matches(@"^This was painted before, as job [0-9a-f]{8}\. ", again.Error);
        Assert.Equal(first, File.ReadAllBytes(_jobs.Output));
    }

    [Fact]
    public void What_is_painted_can_be_had_as_another_file()
    {
        ProgramRun.Of(_jobs.Paint());
        var arguments = _jobs.Paint();
        arguments[4] = _jobs.Files["other.jpg"];

        var again = ProgramRun.Of(arguments);

        Assert.DoesNotContain("iteration", again.Error, StringComparison.Ordinal);
        Assert.Equal(48, PictureFile.Read(_jobs.Files["other.jpg"]).Width);
    }

    [Fact]
    public void Another_setting_is_another_job()
    {
        ProgramRun.Of(_jobs.Paint());

        Assert.Contains("100 %", ProgramRun.Of(_jobs.Paint("--style-weight", "3")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_come_where_they_are_due_though_it_was_stopped_between_them()
    {
        string[] frames = ["--iterations", "12", "--frames", _jobs.Files["frames"], "--frames-every", "5"];
        ProgramRun.StoppedAt("iteration 7/12", _jobs.Paint(frames));
        Assert.Equal("scale01-iteration000005.png", FramesWritten());

        var resumed = _jobs.Run("resume");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(
            "scale01-iteration000005.png scale01-iteration000010.png scale01-iteration000012.png", FramesWritten());

        string FramesWritten() =>
            string.Join(' ', Directory.GetFiles(_jobs.Files["frames"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_job_of_another_engine_is_refused_until_it_is_to_be_taken_over()
    {
        ProgramRun.StoppedAt("iteration 2/9", _jobs.Paint("--iterations", "9"));
        var pin = Path.Combine(_jobs.OnlyJob, "engine.json");
        File.WriteAllText(pin, "{\"engine\":\"torch-2.10.0.0-cuda-nvidia-a100-tf32\"}");

        var refused = _jobs.Run("resume");
        var taken = _jobs.Run("resume", "--take-over");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("cuda-nvidia-a100-tf32, and this worker's is cpu-", refused.Error, StringComparison.Ordinal);
        Assert.Contains("'resume --take-over'", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, _jobs.Output), (taken.ExitCode, taken.Output.TrimEnd()));
        Assert.Contains("\"cpu-", File.ReadAllText(pin), StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_is_taken_and_each_store_has_its_own()
    {
        ProgramRun.StoppedAt("iteration 2/9", _jobs.Paint("--iterations", "9", "--seed", "1"));
        ProgramRun.StoppedAt("iteration 4/9", _jobs.Paint("--iterations", "9", "--seed", "2"));
        var other = Directory.CreateDirectory(_jobs.Files["other"]).FullName;

        Assert.Contains("44 % is done", _jobs.Run("resume").Error, StringComparison.Ordinal);
        Assert.Contains("22 % is done", _jobs.Run("resume").Error, StringComparison.Ordinal);
        Assert.Equal($"No job in '{_jobs.Store}' is unfinished.", _jobs.Run("resume").Refusal);
        Assert.Equal($"No job in '{other}' is unfinished.", ProgramRun.Of("resume", "--store", other).Refusal);
    }

    [Fact]
    public void A_result_that_is_damaged_is_refused_and_not_delivered()
    {
        ProgramRun.Of(_jobs.Paint());
        File.Delete(_jobs.Output);
        var result = Path.Combine(_jobs.OnlyJob, "v001", "result.png");
        File.SetAttributes(result, FileAttributes.Normal);
        File.WriteAllBytes(result, [.. File.ReadAllBytes(result), 0]);

        var refusal = _jobs.Run("resume", _jobs.OnlyId).Refusal;
        Assert.Contains("is damaged; after 'stylefunctions jobs delete ", refusal, StringComparison.Ordinal);
        Assert.False(File.Exists(_jobs.Output));
    }

    [Fact]
    public void What_is_cancelled_goes_on_only_by_its_id()
    {
        ProgramRun.StoppedAt("iteration 2/9", _jobs.Paint("--iterations", "9"));
        _jobs.Run("jobs", "cancel", _jobs.OnlyId);

        Assert.Equal($"No job in '{_jobs.Store}' is unfinished.", _jobs.Run("resume").Refusal);
        Assert.Equal(0, _jobs.Run("resume", _jobs.OnlyId).ExitCode);
    }

    [Fact]
    public void A_picture_that_is_gone_fails_the_job_with_its_name_until_it_is_back()
    {
        var whole = _jobs.Whole("--iterations", "9");
        ProgramRun.StoppedAt("iteration 2/9", _jobs.Paint("--iterations", "9"));
        var (inputs, away) = (Path.Combine(_jobs.OnlyJob, "inputs"), _jobs.Files["away"]);
        Directory.Move(inputs, away);

        var refusal = _jobs.Run("resume", "--quiet").Refusal;
        var list = _jobs.Run("jobs", "list").Output;
        Directory.Move(away, inputs);

        Assert.Matches(@"^The picture '(content|style)' is gone: put it back as jobs/", refusal);
        Assert.Contains("Once that is mended, 'stylefunctions resume ", refusal, StringComparison.Ordinal);
        Assert.Contains("  failed ", list, StringComparison.Ordinal);
        Assert.Equal(0, _jobs.Run("resume").ExitCode);
        Assert.Equal(whole, File.ReadAllBytes(_jobs.Output));
    }

    [Fact]
    public void Weights_that_are_gone_or_others_are_refused_until_they_are_back()
    {
        var weights = _jobs.Files.Weights("tiny.safetensors", seed: 1);
        ProgramRun.StoppedAt("iteration 2/9", _jobs.Paint(
            "--weights", weights, "--style-layers", "relu1_1", "--content-layers", "relu1_1", "--iterations", "9"));
        File.Move(weights, _jobs.Files["away"]);

        Assert.Contains($"put '{weights}' back", _jobs.Run("resume").Refusal, StringComparison.Ordinal);
        _jobs.Files.Weights("tiny.safetensors", seed: 2);
        Assert.Contains(
            $"in '{weights}' are not those that the job was begun with",
            _jobs.Run("resume").Refusal,
            StringComparison.Ordinal);
        File.Move(_jobs.Files["away"], weights, overwrite: true);
        Assert.Equal(0, _jobs.Run("resume").ExitCode);
    }

    [Fact]
    public async Task Two_processes_do_not_paint_one_job()
    {
        ProgramRun? second = null;
        await _program.RunUntil(
            "iteration",
            program =>
            {
                second = ProgramRun.Of(_jobs.Paint("--iterations", "1000000"));
                program.Kill();
            },
            _jobs.Paint("--iterations", "1000000"));

        Assert.Contains("is being painted by another process", second!.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pause", "Paused")]
    [InlineData("cancel", "Cancelled")]
    public async Task Another_process_may_stop_it(string verb, string word)
    {
        var stopped = await _program.RunUntil(
            "iteration", _ => _jobs.Run("jobs", verb, _jobs.OnlyId), _jobs.Paint("--iterations", "1000000"));

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains($"{word} at iteration ", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("Resume with: stylefunctions resume ", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(48, PictureFile.Read(_jobs.Output).Width);
        Assert.Equal(130, ProgramRun.StoppedAt("iteration", "resume", _jobs.OnlyId, "--store", _jobs.Store).ExitCode);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_refused_and_the_picture_is_kept()
    {
        ProgramRun.StoppedAt("iteration 2/9", _jobs.Paint("--iterations", "9"));
        Directory.Delete(_jobs.Files["out"], recursive: true);
        _jobs.Files.Text("out", "a file where a folder was");

        Assert.Contains("is a file, not a folder", _jobs.Run("resume").Refusal, StringComparison.Ordinal);
        File.Delete(_jobs.Files["out"]);
        Assert.Equal(0, _jobs.Run("resume").ExitCode);
    }
}
