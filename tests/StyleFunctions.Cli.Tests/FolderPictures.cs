using StyleFunctions.Imaging;

namespace StyleFunctions.Cli.Tests;

/// <summary>Pictures for a test's folder.</summary>
internal static class FolderPictures
{
    /// <summary>Writes a small colourful picture.</summary>
    public static string Picture(
        this TemporaryFolder folder, string name, int width = 64, int height = 48, int seed = 1)
    {
        var picture = new Picture(width, height);
        for (var i = 0; i < picture.Samples.Length; i++)
        {
            var (x, y, channel) = (i % width, i / width % height, i / (width * height));
            var wave = Math.Sin(seed + (channel + 1) * x * 0.21) + Math.Cos(seed * y * 0.17);
            picture.Samples[i] = (float)(0.5 + 0.25 * wave);
        }

        PictureFile.Write(folder[name], picture);
        return folder[name];
    }
}
