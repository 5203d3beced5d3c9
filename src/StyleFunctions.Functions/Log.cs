using Microsoft.Extensions.Logging;

namespace StyleFunctions.Functions;

/// <summary>What the app logs, beside what the Functions host does.</summary>
internal static partial class Log
{
    /// <summary>A file of the inbox stays where it is.</summary>
    [LoggerMessage(1, LogLevel.Error, "{File} cannot be taken")]
    public static partial void CannotTake(ILogger log, string file, Exception trouble);

    /// <summary>A job cannot be read.</summary>
    [LoggerMessage(2, LogLevel.Error, "The job {Job} cannot go on")]
    public static partial void CannotGoOn(ILogger log, string job, Exception trouble);
}
