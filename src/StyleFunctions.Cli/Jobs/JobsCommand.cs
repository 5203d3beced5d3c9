using System.CommandLine;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Cli.Jobs;

/// <summary>`jobs`: what there is, and what may run.</summary>
internal static class JobsCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "jobs";

    /// <summary>The command, for the parser.</summary>
    /// <param name="terminal">Where it writes.</param>
    public static Command Make(Terminal terminal)
    {
        var jobs = new Command(Name, "List, show, pause, resume, cancel and delete jobs")
        {
            MakeList(terminal),
            MakeShow(terminal),
            MakeControl(
                "pause",
                "Let a job rest: whoever paints it keeps what is done, and stops",
                JobControlState.Pause,
                (folder, id, isOurs) =>
                    $"{id} rests until '{folder.Command($"{(isOurs ? "" : "jobs ")}resume {id}")}'.",
                terminal),
            MakeControl(
                "resume",
                "Let a job run again that was paused or cancelled, or has failed",
                JobControlState.Run,
                (folder, id, isOurs) => isOurs
                    ? $"{id} may run: go on with '{folder.Command($"resume {id}")}' here."
                    : $"{id} may run: a server on this store goes on with it.",
                terminal),
            MakeControl(
                "cancel",
                "Stop a job for good; what is done is kept until it is deleted",
                JobControlState.Cancel,
                (folder, id, _) => $"{id} is cancelled; '{folder.Command($"jobs delete {id}")}' frees its space.",
                terminal),
            MakeDelete(terminal),
        };
        jobs.SetAction(new HelpPages(terminal.OutputConsole).Invoke);
        return jobs;
    }

    private static Command MakeList(Terminal terminal)
    {
        var store = new StoreOption();
        var list = new Command("list", "List the jobs, those that changed last first, and the space they take")
        {
            store,
        };
        list.SetAction(parse => new JobList(JobFolder.Existing(parse.GetValue(store)))
            .WriteAsync(terminal.Output).GetAwaiter().GetResult());
        return list;
    }

    private static Command MakeShow(Terminal terminal)
    {
        var (job, store) = (JobArgument(), new StoreOption());
        var show = new Command("show", "Show a job: its settings, its pictures, how far each is, where files lie")
        {
            job, store,
        };
        show.SetAction(parse => new JobPage(JobFolder.Existing(parse.GetValue(store)))
            .WriteAsync(Given(parse.GetValue(job), "show"), terminal.Output).GetAwaiter().GetResult());
        return show;
    }

    private static Command MakeControl(
        string name,
        string description,
        JobControlState state,
        Func<JobFolder, string, bool, string> done,
        Terminal terminal)
    {
        var (job, store) = (JobArgument(), new StoreOption());
        var control = new Command(name, description) { job, store };
        control.SetAction(parse => ControlAsync(
            JobFolder.Existing(parse.GetValue(store)), Given(parse.GetValue(job), name)).GetAwaiter().GetResult());
        return control;

        async Task ControlAsync(JobFolder folder, string beginning)
        {
            var jobs = await JobFinder.InAsync(folder);
            var found = await jobs.FindAsync(beginning);
            await folder.Jobs.SetControlAsync(found, state);
            var isOurs = await folder.Jobs.ReadOutputAsync(found.Id) is not null; // a command line's
            terminal.Output.WriteLine(done(folder, jobs.Short(found.Id), isOurs));
        }
    }

    private static Command MakeDelete(Terminal terminal)
    {
        var store = new StoreOption();
        var jobs = new Argument<string[]>("jobs") { Arity = ArgumentArity.ZeroOrMore, HelpName = "[JOB...]" };
        var olderThan = new Option<string>("--older-than")
        {
            Description = "Those that are done, failed or cancelled and have not changed for so long: 30d, 12h",
            HelpName = "TIME",
        };
        var allDone = new Option<bool>("--all-done")
        {
            Description = "Those that are done",
            Arity = ArgumentArity.Zero,
        };
        var delete = new Command("delete", "Delete jobs and all they keep; pictures written elsewhere stay")
        {
            jobs, olderThan, allDone, store,
        };
        delete.SetAction(parse => new JobRemoval(JobFolder.Existing(parse.GetValue(store)), terminal.Output)
            .RemoveAsync(parse.GetValue(jobs)!, parse.GetValue(olderThan), parse.GetValue(allDone))
            .GetAwaiter().GetResult());
        return delete;
    }

    private static Argument<string> JobArgument() =>
        new("job") { Arity = ArgumentArity.ZeroOrOne, HelpName = "JOB" };

    private static string Given(string? job, string verb) => job ?? throw new UsageException(
        $"'jobs {verb}' needs a job: the beginning of its id, as 'jobs list' shows it.");
}
