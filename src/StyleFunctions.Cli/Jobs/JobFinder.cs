using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Cli.Jobs;

/// <summary>Jobs by what a person types: the beginning of an id, as far as no other has it.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="ids">The ids of all of them.</param>
internal sealed class JobFinder(JobFolder folder, IReadOnlyList<string> ids)
{
    private const int ShortLength = 8;

    /// <summary>Looks at what there is.</summary>
    /// <param name="folder">Where they are kept.</param>
    public static async Task<JobFinder> InAsync(JobFolder folder) =>
        new(folder, await folder.Jobs.ListAsync().Where(JobIdentity.IsId).ToArrayAsync());

    /// <summary>Eight digits of an id, or as many as set it apart from the others.</summary>
    /// <param name="id">The id.</param>
    public string Short(string id)
    {
        var length = ShortLength;
        while (length < id.Length && ids.Any(other => other != id && Begins(other, id[..length])))
        {
            length++;
        }

        return id[..length];
    }

    /// <summary>The id that begins so; there may be no more than a remnant of its job.</summary>
    /// <param name="beginning">What was typed.</param>
    /// <exception cref="UsageException">There is none, or several.</exception>
    public string IdOf(string beginning)
    {
        string[] found = ids.Contains(beginning) ? [beginning] : [.. ids.Where(id => Begins(id, beginning))];
        return found switch
        {
            [var id] when beginning.Length > 0 => id,
            [_, _, ..] when beginning.Length > 0 => throw new UsageException(
                $"'{beginning}' is the beginning of {found.Length} jobs: {string.Join(", ", found.Select(Short))}."),
            _ => throw Missing(beginning),
        };
    }

    /// <summary>The job whose id begins so.</summary>
    /// <param name="beginning">What was typed.</param>
    /// <exception cref="UsageException">There is none, or several.</exception>
    public async Task<Job> FindAsync(string beginning) =>
        await folder.Jobs.ReadAsync(IdOf(beginning)) ?? throw Missing(beginning);

    /// <summary>
    /// The job that a command line began, has not finished, and changed last; null for none. What is cancelled is not
    /// wanted: that goes on only by its id.
    /// </summary>
    public async Task<Job?> NewestUnfinishedAsync()
    {
        var unfinished = new List<(Job Job, DateTimeOffset Changed)>();
        foreach (var id in ids)
        {
            if (await StatusAsync(id) is { State: not (JobState.Done or JobState.Cancelled) } status
                && await folder.Jobs.ReadOutputAsync(id) is not null)
            {
                unfinished.Add((status.Job, (await folder.Jobs.ReadFootprintAsync(id)).Changed));
            }
        }

        return unfinished.Count == 0 ? null : unfinished.MaxBy(j => j.Changed).Job;
    }

    /// <summary>The jobs that are done.</summary>
    public async Task<IReadOnlyList<string>> DoneAsync()
    {
        var done = new List<string>();
        foreach (var id in ids)
        {
            if ((await StatusAsync(id))?.State == JobState.Done)
            {
                done.Add(id);
            }
        }

        return done;
    }

    // `jobs list` shows what is damaged.
    private async Task<JobStatus?> StatusAsync(string id)
    {
        try
        {
            return await folder.Jobs.ReadStatusAsync(id);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private UsageException Missing(string beginning) => new(
        $"There is no job '{beginning}' in '{folder.Path}'; "
        + $"'{folder.Command("jobs list")}' shows what there is.");

    private static bool Begins(string id, string beginning) => id.StartsWith(beginning, StringComparison.Ordinal);
}
