namespace StyleFunctions.Pipeline.Tests;

/// <summary>Tests that take minutes: skipped, and shown so, unless they are asked for as .ci/run does.</summary>
internal static class Heavy
{
    /// <summary>The trait they have; with "1" in the variable they run.</summary>
    public const string Suite = "Suite", Name = "Heavy", Variable = "STYLEFUNCTIONS_HEAVY_TESTS";

    public static string? Skip => Environment.GetEnvironmentVariable(Variable) == "1"
        ? null
        : $"Takes minutes; .ci/run runs it, as does {Variable}=1.";
}
