using System.Reflection;

namespace StyleFunctions.Pipeline;

/// <summary>The versions of what is running, for manifests.</summary>
internal static class ProgramVersions
{
    /// <summary>Versions by name.</summary>
    public static IReadOnlyDictionary<string, string> Present { get; } = new Dictionary<string, string>
    {
        ["stylefunctions"] = typeof(ProgramVersions).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        ["dotnet"] = Environment.Version.ToString(),
    };
}
