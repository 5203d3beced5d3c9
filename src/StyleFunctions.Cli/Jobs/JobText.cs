using System.Globalization;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Cli.Jobs;

/// <summary>The words for jobs.</summary>
internal static class JobText
{
    private const int LongestName = 200;

    /// <summary>What a command line's job is called.</summary>
    /// <param name="content">The content picture's name.</param>
    /// <param name="styles">The style pictures' names.</param>
    public static string NameOf(string content, IEnumerable<string> styles)
    {
        var name = $"{content} after {string.Join(", ", styles)}";
        return name.Length <= LongestName ? name : $"{name.AsSpan(0, LongestName - 3)}...";
    }

    /// <summary>A share in per cent; 100 only when all is done.</summary>
    /// <param name="fraction">The share, 0 to 1.</param>
    public static string Percent(double fraction) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((fraction * 100) + 1e-9):0} %");

    /// <summary>A state; one that is begun and that nobody carries out is "stopped".</summary>
    /// <param name="status">Where the job stands.</param>
    /// <param name="isClaimed">Whether a process carries it out.</param>
    /// <param name="hasOutput">Whether a command line began it.</param>
    public static string State(JobStatus status, bool isClaimed, bool hasOutput) => (status.State, isClaimed) switch
    {
        (JobState.Waiting or JobState.Running, true) => "running",
        (JobState.Waiting or JobState.Running, false) when hasOutput => "stopped",
        _ => State(status.State),
    };

    /// <summary>A state.</summary>
    /// <param name="state">The state.</param>
    public static string State(JobState state) => state.ToString().ToLowerInvariant();

    /// <summary>A span of time in its largest unit: 5 min.</summary>
    /// <param name="age">The time.</param>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.Minutes} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.Hours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.Days} d"),
    };
}
