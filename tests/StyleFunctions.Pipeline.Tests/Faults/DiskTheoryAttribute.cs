namespace StyleFunctions.Pipeline.Tests.Faults;

/// <summary>A theory that needs a <see cref="TemporaryDisk"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DiskTheoryAttribute : TheoryAttribute
{
    public DiskTheoryAttribute() => Skip = TemporaryDisk.Skip;
}
