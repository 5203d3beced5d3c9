namespace StyleFunctions.Page.Tests;

/// <summary>Tests that drive Chromium: skipped, and shown so, unless they are asked for as .ci/run does.</summary>
internal static class Suite
{
    /// <summary>The collection they are: one browser, one test after the other.</summary>
    public const string Name = "Page";

    /// <summary>With "1" in this variable they run.</summary>
    public const string Variable = "STYLEFUNCTIONS_PAGE_TESTS";

    public static string? Skip => Environment.GetEnvironmentVariable(Variable) == "1"
        ? null
        : $"Needs Chromium; .ci/run runs it, as does {Variable}=1.";
}
