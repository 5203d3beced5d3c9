using System.Globalization;

namespace StyleFunctions.Imaging.Tests.Jpeg;

/// <summary>The files that Fixtures/make-jpeg-fixtures.py made.</summary>
internal static class JpegFixtures
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Jpeg");

    /// <summary>The names of all files that can be read, in the same order everywhere.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder, "*.jpg")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".jpg"));

    /// <summary>What djpeg makes of a file: red, green and blue, 0 to 255, planar.</summary>
    public static (int Width, int Height, byte[] Samples) ReadExpected(string name)
    {
        var color = Path.Combine(Folder, name + ".ppm");
        var isGray = !File.Exists(color);
        var file = File.ReadAllBytes(isGray ? Path.ChangeExtension(color, ".pgm") : color);

        // P5 or P6, width, height and 255, each ended by one white space, then the samples.
        var header = new List<string>();
        var start = 0;
        for (var i = 0; header.Count < 4; i++)
        {
            if (char.IsWhiteSpace((char)file[i]))
            {
                header.Add(System.Text.Encoding.ASCII.GetString(file, start, i - start));
                start = i + 1;
            }
        }

        Assert.Equal([isGray ? "P5" : "P6", "255"], new[] { header[0], header[3] });
        var width = int.Parse(header[1], CultureInfo.InvariantCulture);
        var height = int.Parse(header[2], CultureInfo.InvariantCulture);
        var samples = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                samples[(c * width * height) + i] = file[start + (isGray ? i : (3 * i) + c)];
            }
        }

        return (width, height, samples);
    }
}
