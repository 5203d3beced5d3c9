namespace StyleFunctions.Transfer.Tests.Fixtures;

/// <summary>The files that the scripts of this folder wrote; the test assembly holds them.</summary>
internal static class FixtureFile
{
    public static byte[] Read(string name)
    {
        using var stream = typeof(FixtureFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The test assembly holds no {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
