namespace StyleFunctions.Functions.Tests.Storage;

/// <summary>A fact about blobs: skipped, and shown so, where Azurite is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = Azurite.Skip;
}
