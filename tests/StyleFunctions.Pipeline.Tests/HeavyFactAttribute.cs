namespace StyleFunctions.Pipeline.Tests;

/// <summary>A fact of the heavy suite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HeavyFactAttribute : FactAttribute
{
    public HeavyFactAttribute() => Skip = Heavy.Skip;
}
