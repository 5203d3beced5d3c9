using System.Globalization;
using StyleFunctions.Transfer;

namespace StyleFunctions.Cli;

/// <summary>The words for a transfer's progress.</summary>
internal static class ProgressText
{
    /// <summary>What a person who pressed Ctrl-C is told.</summary>
    public const string Stopping = "Stopping after this iteration; Ctrl-C again ends at once";

    /// <summary>Scale, iteration and loss.</summary>
    /// <param name="progress">Where the transfer stands.</param>
    public static string Place(TransferProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"scale {progress.Scale}/{progress.Scales} ({progress.Width}x{progress.Height})"
        + $"  iteration {progress.Iteration}/{progress.Iterations}  loss {progress.Loss:G4}");

    /// <summary>The share done, in per cent; 100 only when all is done.</summary>
    /// <param name="progress">Where the transfer stands.</param>
    public static string Percent(TransferProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((progress.Fraction * 100) + 1e-9),3:0} %");

    /// <summary>Time gone and time to go.</summary>
    /// <param name="progress">Where the transfer stands.</param>
    public static string Times(TransferProgress progress) =>
        $"{Clock(progress.Elapsed)} elapsed, {Clock(progress.Remaining)} left";

    /// <summary>A span of time as clocks show it.</summary>
    /// <param name="time">The time.</param>
    public static string Clock(TimeSpan time) => time < TimeSpan.FromHours(1)
        ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}");
}
