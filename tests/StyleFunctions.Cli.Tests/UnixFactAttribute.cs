namespace StyleFunctions.Cli.Tests;

/// <summary>A test of what only Unix has: signals and file modes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Needs Unix.";
        }
    }
}
