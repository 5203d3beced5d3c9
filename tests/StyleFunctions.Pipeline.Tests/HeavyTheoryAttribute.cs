namespace StyleFunctions.Pipeline.Tests;

/// <summary>A theory of the heavy suite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HeavyTheoryAttribute : TheoryAttribute
{
    public HeavyTheoryAttribute() => Skip = Heavy.Skip;
}
