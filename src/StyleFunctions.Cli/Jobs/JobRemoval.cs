using System.Globalization;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Jobs;

/// <summary>`jobs delete`: removes jobs that nobody carries out.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="writer">Is told what was removed.</param>
internal sealed class JobRemoval(JobFolder folder, TextWriter writer)
{
    // Whoever carries out a job that is cancelled needs a moment to notice, and to keep what is done.
    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(30);

    /// <summary>Removes jobs: those named, those that ended long ago, or those that are done.</summary>
    /// <param name="beginnings">Beginnings of ids.</param>
    /// <param name="olderThan">How long ago, as text; null for no such.</param>
    /// <param name="allDone">Whether to remove all that are done.</param>
    /// <exception cref="UsageException">
    /// Nothing, or several things, are asked for, or one cannot be removed.
    /// </exception>
    public async Task RemoveAsync(IReadOnlyList<string> beginnings, string? olderThan, bool allDone)
    {
        if (new[] { beginnings.Count > 0, olderThan is not null, allDone }.Count(given => given) != 1)
        {
            throw new UsageException("'jobs delete' needs one of these: jobs, --older-than TIME, or --all-done.");
        }

        var finder = await JobFinder.InAsync(folder);
        var ids = beginnings.Select(finder.IdOf).ToList();
        if (olderThan is not null)
        {
            var (now, age) = (DateTimeOffset.UtcNow, Time(olderThan));
            var before = age < now - DateTimeOffset.MinValue ? now - age : DateTimeOffset.MinValue;
            ids.AddRange(await new JobRetention(folder.Artifacts).EndedAsync(before).ToArrayAsync());
        }

        if (allDone)
        {
            ids.AddRange(await finder.DoneAsync());
        }

        var bytes = 0L;
        foreach (var id in ids.Distinct())
        {
            bytes += await RemoveAsync(id, finder.Short(id));
        }

        var count = ids.Distinct().Count();
        writer.WriteLine($"{count} job{(count == 1 ? "" : "s")} deleted, {ByteCount.Describe(bytes)} freed");
    }

    private async Task<long> RemoveAsync(string id, string shortId)
    {
        using var claim = await ClaimAsync(id);
        if (claim is null)
        {
            throw new UsageException(
                $"The job {shortId} is being painted; '{folder.Command($"jobs cancel {shortId}")}' first.");
        }

        var bytes = await folder.Jobs.MeasureAsync(id);
        await folder.Jobs.DeleteAsync(id);
        return bytes;
    }

    private async Task<IDisposable?> ClaimAsync(string id)
    {
        var until = DateTime.UtcNow + LeavingTime;
        while (true)
        {
            var claim = folder.Artifacts.TryClaim(id);
            if (claim is not null
                || DateTime.UtcNow > until
                || await folder.Jobs.ReadControlAsync(id) != JobControlState.Cancel)
            {
                return claim;
            }

            await Task.Delay(100);
        }
    }

    private static TimeSpan Time(string text)
    {
        var isNumber = double.TryParse(
            text.AsSpan(0, Math.Max(text.Length - 1, 0)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number);
        TimeSpan? time = (isNumber && number <= 1_000_000, text.LastOrDefault()) switch
        {
            (true, 'd') => TimeSpan.FromDays(number),
            (true, 'h') => TimeSpan.FromHours(number),
            _ => null,
        };
        return time ?? throw new UsageException(
            $"'{text}' is not allowed for --older-than; it takes days or hours, such as 30d or 12h.");
    }
}
