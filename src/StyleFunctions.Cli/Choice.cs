using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>One name out of a few.</summary>
internal static class Choice
{
    /// <summary>The error for a name that does not exist: what there is, and what was probably meant.</summary>
    /// <param name="noun">What a name stands for: "network".</param>
    /// <param name="given">What was written.</param>
    /// <param name="names">What there is.</param>
    public static UsageException Missing(string noun, string given, IReadOnlyList<string> names) =>
        new($"There is no {noun} '{given}' among {Join(names)}{DidYouMean.Suggest(given, names)}");

    private static string Join(IReadOnlyList<string> names) => names.Count == 1
        ? names[0]
        : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
