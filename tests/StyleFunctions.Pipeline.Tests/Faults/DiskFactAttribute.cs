namespace StyleFunctions.Pipeline.Tests.Faults;

/// <summary>A fact that needs a <see cref="TemporaryDisk"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DiskFactAttribute : FactAttribute
{
    public DiskFactAttribute() => Skip = TemporaryDisk.Skip;
}
