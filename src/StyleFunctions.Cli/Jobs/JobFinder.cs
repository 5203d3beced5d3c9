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

    /// <summary>The job of an id, or of the beginning of one.</summary>
    /// <param name="beginning">What was typed.</param>
    /// <exception cref="UsageException">There is none, or several.</exception>
    public async Task<Job> FindAsync(string beginning)
    {
        string[] found = ids.Contains(beginning) ? [beginning] : [.. ids.Where(id => Begins(id, beginning))];
        var job = found is [var id] ? await folder.Jobs.ReadAsync(id) : null;
        return (job, found) switch
        {
            (not null, _) when beginning.Length > 0 => job,
            (_, [_, _, ..]) when beginning.Length > 0 => throw new UsageException(
                $"'{beginning}' is the beginning of {found.Length} jobs: {string.Join(", ", found.Select(Short))}."),
            _ => throw new UsageException(
                $"There is no job '{beginning}' in '{folder.Path}'; '{folder.Command("jobs list")}' shows what there is."),
        };
    }

    /// <summary>The job that a command line began, has not finished, and changed last; null for none.</summary>
    public async Task<Job?> NewestUnfinishedAsync()
    {
        var unfinished = new List<(Job Job, DateTimeOffset Changed)>();
        foreach (var id in ids)
        {
            if (await folder.Jobs.ReadOutputAsync(id) is not null
                && await folder.Jobs.ReadStatusAsync(id) is { State: not JobState.Done } status)
            {
                unfinished.Add((status.Job, (await folder.Jobs.ReadFootprintAsync(id)).Changed));
            }
        }

        return unfinished.Count == 0 ? null : unfinished.MaxBy(j => j.Changed).Job;
    }

    private static bool Begins(string id, string beginning) => id.StartsWith(beginning, StringComparison.Ordinal);
}
