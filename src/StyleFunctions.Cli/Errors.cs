using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Networks.WeightFiles;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>Turns an exception into one sentence on stderr and an exit code.</summary>
internal static class Errors
{
    /// <summary>The environment variable that adds stack traces when it is 1.</summary>
    public const string DebugVariable = "STYLEFUNCTIONS_DEBUG";

    /// <summary>Says what went wrong.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="stderr">Where to say it.</param>
    /// <param name="showsTrace">Whether to add the stack trace.</param>
    /// <returns>The exit code.</returns>
    public static int Report(Exception exception, TextWriter stderr, bool showsTrace)
    {
        var (code, sentence) = Describe(exception);
        stderr.WriteLine($"error: {OneLine(sentence)}");
        if (showsTrace)
        {
            stderr.WriteLine(exception);
        }

        return code;
    }

    private static (int Code, string Sentence) Describe(Exception exception) => exception switch
    {
        UsageException or InvalidSettingException or JobRefusedException or NonFiniteLossException
            or PictureFormatException or WeightFormatException or WeightDownloadException
            => (ExitCode.BadInput, exception.Message),
        IOException or UnauthorizedAccessException or InvalidDataException => (ExitCode.BadInput, exception.Message),
        OutOfMemoryException
            => (ExitCode.BadInput, "There is less memory than was expected at the start; lower --memory or --size."),
        OperationCanceledException => (ExitCode.Stopped, "Stopped."),
        _ => (ExitCode.Fault, "Something went wrong inside stylefunctions, which is a fault of ours; please report it, "
            + $"with what is printed when {DebugVariable}=1 is set ({exception.GetType().Name}: {exception.Message})"),
    };

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
