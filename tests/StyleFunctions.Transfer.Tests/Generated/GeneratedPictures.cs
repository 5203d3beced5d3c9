using StyleFunctions.Imaging;

namespace StyleFunctions.Transfer.Tests.Generated;

/// <summary>
/// Pictures from the integer generator: soft patches eight pixels wide under a little noise. Every sample is a multiple
/// of 2^-17, so exact in float32.
/// </summary>
internal static class GeneratedPictures
{
    private const int Patch = 8;

    /// <summary>A picture of its own for each stream; 1000 and above are pictures', those below are weights'.</summary>
    public static Picture Make(int width, int height, uint stream)
    {
        var samples = new float[Picture.Channels * height * width];
        var i = 0;
        for (var c = 0; c < Picture.Channels; c++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++, i++)
                {
                    var noise = (int)(GeneratedNumbers.Bits(stream, i) >> 50); // below 2^14
                    samples[i] = (Patches(c, y, x, width, stream + 1) + noise + (1 << 13)) / (float)(1 << 17);
                }
            }
        }

        return new Picture(width, height, samples);
    }

    // Levels of 0 to 1535 at the corners of patches, interpolated linearly in integers; at most 64 * 1535.
    private static int Patches(int c, int y, int x, int width, uint stream)
    {
        var columns = (width / Patch) + 2;
        var (top, left, below, right) = (y / Patch, x / Patch, y % Patch, x % Patch);

        int Level(int row, int column)
        {
            var bits = GeneratedNumbers.Bits(stream, (((row * columns) + column) * Picture.Channels) + c);
            return (int)((bits >> 32) * 1536 >> 32);
        }

        return ((Patch - below) * (((Patch - right) * Level(top, left)) + (right * Level(top, left + 1))))
            + (below * (((Patch - right) * Level(top + 1, left)) + (right * Level(top + 1, left + 1))));
    }
}
