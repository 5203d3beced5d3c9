namespace StyleFunctions.Page.Tests;

/// <summary>All tests of the page share a browser.</summary>
[CollectionDefinition(Suite.Name)]
public sealed class SharedChromium : ICollectionFixture<Chromium>;
