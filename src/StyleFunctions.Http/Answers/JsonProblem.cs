using System.Text.Json;

namespace StyleFunctions.Http.Answers;

/// <summary>What is wrong with JSON, as a problem that names the field.</summary>
internal static class JsonProblem
{
    /// <summary>The problem that an exception is.</summary>
    /// <param name="exception">What reading threw.</param>
    public static ProblemException For(JsonException exception)
    {
        var field = exception.Path is { Length: > 2 } path ? Plain(path[2..]) : null;
        var place = exception.LineNumber is { } line
            ? FormattableString.Invariant($" (line {line + 1}, byte {exception.BytePositionInLine + 1})")
            : "";

        // .NET's sentence ends in the path and the place once more.
        var message = exception.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');
        return field is null
            ? Problems.Bad($"The request is not JSON as it is expected{place}: {message}.")
            : Problems.Unprocessable($"{field} is not as it is expected{place}: {message}.", field);
    }

    // settings['min-size'] is settings.min-size.
    private static string Plain(string path) => path
        .Replace("['", ".", StringComparison.Ordinal)
        .Replace("']", "", StringComparison.Ordinal);
}
