namespace StyleFunctions.Cli.Tests.Jobs;

/// <summary>`jobs` and its verbs.</summary>
public sealed class JobsTests : IDisposable
{
    private readonly JobsFolder _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public void List_shows_each_job_and_the_space_of_all()
    {
        ProgramRun.Of(_jobs.Paint());
        var done = _jobs.OnlyId;
        ProgramRun.StoppedAt("iteration 3/9", _jobs.Paint("--iterations", "9"));

        var lines = Lines(_jobs.Run("jobs", "list"));

        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^job +state +size +age +name +-> +output$", lines[0]);
        Assert.Matches(
            $@"^[0-9a-f]{{8}}  stopped     33 %  +[0-9.]+ MB +now  content.png after style  ->  {_jobs.Output}$",
            lines[1]);
        Assert.Matches($@"^{done}  done       100 %  +[0-9.]+ MB +now  content.png after style  ->  ", lines[2]);
        Assert.Matches($@"^2 jobs, [0-9.]+ MB in {_jobs.Store}$", lines[3]);
    }

    [Fact]
    public void List_of_an_empty_store_says_so()
    {
        Directory.CreateDirectory(_jobs.Store);

        Assert.Equal($"No jobs in {_jobs.Store}", Assert.Single(Lines(_jobs.Run("jobs", "list"))));
    }

    [Fact]
    public void List_shows_what_is_damaged_and_delete_removes_it()
    {
        ProgramRun.Of(_jobs.Paint());
        File.WriteAllText(Path.Combine(_jobs.OnlyJob, "job.json"), "{");

        var run = _jobs.Run("jobs", "list");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{_jobs.OnlyId}  damaged ", run.Output, StringComparison.Ordinal);
        Assert.Contains("job.json is damaged", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "job.json is damaged", _jobs.Run("jobs", "show", _jobs.OnlyId).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("0 jobs", _jobs.Run("jobs", "delete", "--all-done").Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "1 job deleted", _jobs.Run("jobs", "delete", _jobs.OnlyId).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_tells_settings_that_differ_pictures_losses_and_places()
    {
        ProgramRun.Of(_jobs.Paint("--style-weight", "3", "--init", _jobs.Files["style.png"]));

        var page = _jobs.Run("jobs", "show", _jobs.OnlyId[..4]).Output;

        Assert.Contains($"job       {Path.GetFileName(_jobs.OnlyJob)}", page, StringComparison.Ordinal);
        Assert.Contains("state     done, 100 % done", page, StringComparison.Ordinal);
        Assert.Contains("content.png (64 x 48), style (64 x 48)", page, StringComparison.Ordinal);
        Assert.Contains("style-weight 3, ", page, StringComparison.Ordinal);
        Assert.Contains("init style", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tv-weight", page, StringComparison.Ordinal);
        Assert.Contains($"output    {_jobs.Output}", page, StringComparison.Ordinal);
        Assert.Contains($"files     {_jobs.OnlyJob} (", page, StringComparison.Ordinal);
        Assert.Matches(@"v001      done, 100 % done, loss [0-9.]+", page);
    }

    [Fact]
    public void Pause_cancel_and_resume_show_in_the_list()
    {
        ProgramRun.StoppedAt("iteration 3/9", _jobs.Paint("--iterations", "9"));

        Assert.Contains("rests until", _jobs.Run("jobs", "pause", _jobs.OnlyId).Output, StringComparison.Ordinal);
        Assert.Contains("  paused ", _jobs.Run("jobs", "list").Output, StringComparison.Ordinal);
        Assert.Contains("is cancelled", _jobs.Run("jobs", "cancel", _jobs.OnlyId).Output, StringComparison.Ordinal);
        Assert.Contains("  cancelled ", _jobs.Run("jobs", "list").Output, StringComparison.Ordinal);
        Assert.Contains(
            $"'stylefunctions resume {_jobs.OnlyId} --store {_jobs.Store}' here",
            _jobs.Run("jobs", "resume", _jobs.OnlyId).Output,
            StringComparison.Ordinal);
        Assert.Contains("  stopped ", _jobs.Run("jobs", "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_command_line_began_is_a_servers_to_go_on_with()
    {
        ProgramRun.StoppedAt("iteration 3/9", _jobs.Paint("--iterations", "9"));
        File.Delete(Path.Combine(_jobs.OnlyJob, "output.json"));
        var resume = $"jobs resume {_jobs.OnlyId} --store {_jobs.Store}'";

        Assert.Contains(resume, _jobs.Run("jobs", "pause", _jobs.OnlyId).Output, StringComparison.Ordinal);
        var resumed = _jobs.Run("jobs", "resume", _jobs.OnlyId).Output;
        Assert.Contains("a server on this store goes on with it.", resumed, StringComparison.Ordinal);
        Assert.StartsWith(
            "1 job deleted", _jobs.Run("jobs", "delete", _jobs.OnlyId).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_frees_the_space_and_leaves_the_picture()
    {
        ProgramRun.Of(_jobs.Paint());

        var run = _jobs.Run("jobs", "delete", _jobs.OnlyId);

        Assert.Matches(@"^1 job deleted, [0-9.]+ MB freed", run.Output);
        Assert.False(Directory.Exists(Path.Combine(_jobs.Store, "jobs")));
        Assert.True(File.Exists(_jobs.Output));
    }

    [Fact]
    public void Delete_all_done_leaves_what_is_not_done()
    {
        ProgramRun.Of(_jobs.Paint());
        ProgramRun.StoppedAt("iteration 3/9", _jobs.Paint("--iterations", "9"));

        Assert.StartsWith("1 job deleted", _jobs.Run("jobs", "delete", "--all-done").Output, StringComparison.Ordinal);
        Assert.Contains(" stopped ", Assert.Single(Lines(_jobs.Run("jobs", "list"))[1..^1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_older_than_goes_by_the_last_change()
    {
        ProgramRun.Of(_jobs.Paint());
        foreach (var file in Directory.GetFiles(_jobs.OnlyJob, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-40));
        }

        var never = _jobs.Run("jobs", "delete", "--older-than", "1000000d");
        var later = _jobs.Run("jobs", "delete", "--older-than", "50d");
        var sooner = _jobs.Run("jobs", "delete", "--older-than", "30d");

        Assert.StartsWith("0 jobs deleted", never.Output, StringComparison.Ordinal);
        Assert.StartsWith("0 jobs deleted", later.Output, StringComparison.Ordinal);
        Assert.StartsWith("1 job deleted", sooner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_refuses_what_is_being_painted_until_it_is_cancelled()
    {
        ProgramRun? refused = null, deleted = null;
        var stopped = await new ProgramProcess().RunUntil(
            "iteration",
            _ =>
            {
                var id = _jobs.OnlyId;
                refused = _jobs.Run("jobs", "delete", id);
                _jobs.Run("jobs", "cancel", id);
                deleted = _jobs.Run("jobs", "delete", id);
            },
            _jobs.Paint("--iterations", "1000000"));

        Assert.Matches("^The job [0-9a-f]{8} is being painted; 'stylefunctions jobs cancel ", refused!.Refusal);
        Assert.Equal(0, deleted!.ExitCode);
        Assert.Equal(130, stopped.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_jobs.Store, "jobs")));
    }

    [Theory]
    [InlineData("jobs show", "'jobs show' needs a job")]
    [InlineData("jobs pause", "'jobs pause' needs a job")]
    [InlineData("jobs show 0", "There is no job '0' in")]
    [InlineData("jobs cancel ../../etc", "There is no job '../../etc' in")]
    [InlineData("resume nothing", "There is no job 'nothing' in")]
    [InlineData("jobs delete nothing", "There is no job 'nothing' in")]
    [InlineData("jobs delete", "'jobs delete' needs one of these: jobs, --older-than TIME, or --all-done.")]
    [InlineData("jobs delete --all-done --older-than 3d", "'jobs delete' needs one of these")]
    [InlineData("jobs delete --older-than 3", "'3' is not allowed for --older-than; it takes days or hours")]
    [InlineData("jobs delete --older-than -3d", "'-3d' is not allowed for --older-than")]
    [InlineData("jobs lits", "There is no command 'lits' among list, show, pause, resume, cancel and delete; did you")]
    [InlineData("jobs list --stroe x", "There is no option '--stroe'; did you mean '--store'?")]
    [InlineData("jobs show a b", "'b' is one word too many for 'show'.")]
    [InlineData("resume --threads x", "'x' is not allowed for --threads")]
    public void A_wrong_command_line_is_refused(string commandLine, string sentence)
    {
        Directory.CreateDirectory(_jobs.Store);

        Assert.Contains(sentence, _jobs.Run(commandLine.Split(' ')).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_beginning_that_several_jobs_have_is_refused_with_their_ids()
    {
        ProgramRun.Of(_jobs.Paint());
        var job = _jobs.OnlyJob;
        var twin = Path.GetFileName(job)[..20] + "0000-1";
        Directory.CreateDirectory(Path.Combine(_jobs.Store, "jobs", twin));
        File.Copy(Path.Combine(job, "job.json"), Path.Combine(_jobs.Store, "jobs", twin, "job.json"));

        var refusal = _jobs.Run("jobs", "show", twin[..3]).Refusal;

        Assert.StartsWith($"'{twin[..3]}' is the beginning of 2 jobs: ", refusal, StringComparison.Ordinal);
        Assert.Contains(twin[..21], refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_is_not_there_or_is_a_file_is_refused()
    {
        var (missing, file) = (_jobs.Files["missing"], _jobs.Files["content.png"]);

        Assert.Equal($"There is no store '{missing}'.", ProgramRun.Of("jobs", "list", "--store", missing).Refusal);
        Assert.Equal($"There is no store '{missing}'.", ProgramRun.Of("resume", "--store", missing).Refusal);
        Assert.Equal(
            $"'{file}' is a file; a store is a folder.", ProgramRun.Of("jobs", "list", "--store", file).Refusal);
        Assert.Equal("The store's name is empty.", ProgramRun.Of("jobs", "list", "--store", "").Refusal);
    }

    [UnixFact]
    public void A_store_that_cannot_be_written_is_refused_before_the_work()
    {
        var arguments = _jobs.Paint();
        arguments[^1] = "/proc/store";

        Assert.Equal(
            "'/proc/store' cannot be written: no file can be created in '/proc'.", ProgramRun.Of(arguments).Refusal);
    }

    [UnixFact]
    public async Task Without_a_store_it_is_in_the_users_data()
    {
        var data = new Dictionary<string, string> { ["XDG_DATA_HOME"] = _jobs.Files["data"] };

        await new ProgramProcess(data).Run(_jobs.Paint()[..^2]);

        if (!OperatingSystem.IsMacOS())
        {
            Assert.True(Directory.Exists(_jobs.Files["data/stylefunctions/jobs"]));
        }
    }

    [Theory]
    [InlineData(false, "/data", "/data")]
    [InlineData(false, "data", "/home/a/.local/share")]
    [InlineData(false, null, "/home/a/.local/share")]
    [InlineData(true, "/data", "/home/a/Library/Application Support")]
    public void The_users_data_are_where_the_platform_has_them(bool isMac, string? xdgDataHome, string folder)
        => Assert.Equal(
            folder, Cli.Jobs.JobFolder.UnixData(isMac, xdgDataHome, "/home/a").Replace('\\', '/'));

    private static string[] Lines(ProgramRun run)
    {
        Assert.Equal(0, run.ExitCode);
        return run.Output.TrimEnd().Split(Environment.NewLine);
    }
}
