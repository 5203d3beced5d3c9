namespace StyleFunctions.Functions.Tests.Storage;

/// <summary>A theory about blobs: skipped, and shown so, where Azurite is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute() => Skip = Azurite.Skip;
}
