namespace StyleFunctions.Imaging.Tests.Png;

/// <summary>The files that Fixtures/make-png-fixtures.py made.</summary>
internal static class PngFixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Png");

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder, "*.png")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".png"));

    public static NetpbmFile ExpectedColors(string name) => NetpbmFile.Read(Path.Combine(Folder, name + ".pnm"));

    /// <summary>Null when the PNG has no transparency.</summary>
    public static NetpbmFile? ExpectedAlpha(string name)
    {
        var path = Path.Combine(Folder, name + ".alpha.pgm");
        return File.Exists(path) ? NetpbmFile.Read(path) : null;
    }
}
