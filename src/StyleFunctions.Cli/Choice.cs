using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>One name out of a few.</summary>
internal static class Choice
{
    /// <summary>The end of a sentence about a name that does not exist: the one probably meant, else all there are.</summary>
    /// <param name="given">What was written.</param>
    /// <param name="names">What there is.</param>
    public static string Suggest(string given, IReadOnlyList<string> names)
    {
        var suggestion = DidYouMean.Suggest(given, names);
        return suggestion == "." ? $"; there is {Join(names, "and")}." : suggestion;
    }

    /// <summary>"a, b or c".</summary>
    /// <param name="names">At least one.</param>
    /// <param name="conjunction">The word before the last.</param>
    public static string Join(IReadOnlyList<string> names, string conjunction = "or") => names.Count == 1
        ? names[0]
        : $"{string.Join(", ", names.SkipLast(1))} {conjunction} {names[^1]}";
}
