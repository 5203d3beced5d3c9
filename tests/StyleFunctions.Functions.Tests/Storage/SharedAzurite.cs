namespace StyleFunctions.Functions.Tests.Storage;

/// <summary>Tests of a collection share one emulator; each has a container of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedAzurite : ICollectionFixture<Azurite>
{
    public const string Name = "Azurite";
}
