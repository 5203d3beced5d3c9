using System.CommandLine;
using StyleFunctions.Cli.Engines;
using StyleFunctions.Cli.Painting;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Jobs;

/// <summary>`resume`: goes on with a job that was interrupted, and writes the file it was begun for.</summary>
/// <param name="folder">Where jobs are kept.</param>
/// <param name="terminal">Where it writes.</param>
/// <param name="quiet">Whether to print nothing but errors.</param>
/// <param name="engine">Where to compute.</param>
/// <param name="stop">Asks it to stop.</param>
internal sealed class ResumeCommand(
    JobFolder folder, Terminal terminal, bool quiet, EngineRequest engine, CancellationToken stop)
{
    /// <summary>The command's name.</summary>
    public const string Name = "resume";

    private readonly Notices _notices = new(terminal, quiet);

    /// <summary>The command, for the parser.</summary>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="stop">Asks it to stop.</param>
    public static Command Make(Terminal terminal, CancellationToken stop)
    {
        var job = new Argument<string>("job") { Arity = ArgumentArity.ZeroOrOne, HelpName = "[JOB]" };
        var options = new RunOptions();
        var command = new Command(Name, "Go on with a job that was interrupted, by default the newest")
        {
            job, options.Store,
        };
        foreach (var option in (Option[])[.. options.Engine.All, options.Engine.TakeOver, options.Quiet])
        {
            command.Add(option);
        }

        command.SetAction(parse => new ResumeCommand(
            JobFolder.Existing(parse.GetValue(options.Store)),
            terminal,
            parse.GetValue(options.Quiet),
            options.Engine.Read(parse),
            stop).RunAsync(parse.GetValue(job)).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> RunAsync(string? beginning)
    {
        var jobs = await JobFinder.InAsync(folder);
        var job = beginning is null
            ? await jobs.NewestUnfinishedAsync()
                ?? throw new UsageException($"No job in '{folder.Path}' is unfinished.")
            : await jobs.FindAsync(beginning);
        var id = jobs.Short(job.Id);
        var output = await folder.Jobs.ReadOutputAsync(job.Id) ?? throw new UsageException(
            $"No command line began the job {id}, so that there is no file to write; a server goes on with it after "
            + $"'{folder.Command($"jobs resume {id}")}'.");
        var painting = new JobPainting(folder, job, output, id, _notices);
        if (await painting.DeliverAsync() is { } done)
        {
            return done;
        }

        using var claim = await painting.ClaimAsync();
        var choice = NetworkChoice.For(job, output);
        CheckPlace(job, output);
        var network = choice.Load();
        await folder.Jobs.SetControlAsync(job, JobControlState.Run);
        var status = await folder.Jobs.ReadStatusAsync(job.Id);
        var memory = job.Variants.Max(v => v.TransferSettings().Memory);
        _notices.Say($"Going on with job {id}, {job.Name}: {JobText.Percent(status!.Fraction)} is done");
        if (memory is not null)
        {
            _notices.Say($"Memory: {ByteCount.Describe(memory.Value)}");
        }

        using var engines = EngineSources.Open(engine, await folder.Jobs.ReadEngineAsync(job.Id));
        EngineSources.Tell(engines, _notices);
        return await painting.PaintAsync(
            network, engines, engine.TakesOver, ProgressDisplay.For(terminal, quiet), stop);
    }

    private static void CheckPlace(Job job, JobOutput output)
    {
        if (job.Variants.Count == 1)
        {
            WritablePlace.CheckPicture(output.Path, []);
        }
        else
        {
            WritablePlace.CheckFolder(output.Path);
        }
    }
}
