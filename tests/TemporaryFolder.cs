using StyleFunctions.Imaging;

namespace StyleFunctions.Cli.Tests;

/// <summary>A folder of a test's own, removed with all it holds.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stylefunctions-");

    /// <summary>The path of a file or folder in it, which need not exist.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Everything in it, by relative path, sorted.</summary>
    public IReadOnlyList<string> Content =>
        [.. _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(_folder.FullName, f.FullName)).Order(StringComparer.Ordinal)];

    /// <summary>Writes a small colourful picture.</summary>
    public string Picture(string name, int width = 64, int height = 48, int seed = 1)
    {
        var picture = new Picture(width, height);
        for (var i = 0; i < picture.Samples.Length; i++)
        {
            var (x, y, channel) = (i % width, i / width % height, i / (width * height));
            var wave = Math.Sin(seed + (channel + 1) * x * 0.21) + Math.Cos(seed * y * 0.17);
            picture.Samples[i] = (float)(0.5 + 0.25 * wave);
        }

        PictureFile.Write(this[name], picture);
        return this[name];
    }

    /// <summary>Writes text.</summary>
    public string Text(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
