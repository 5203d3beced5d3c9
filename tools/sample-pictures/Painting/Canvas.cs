using StyleFunctions.Imaging;

namespace StyleFunctions.SamplePictures.Painting;

/// <summary>A sheet of colours to paint on, as the screen shows them, with (0, 0) at the top left.</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly Rgb[] _pixels = new Rgb[width * height];

    public int Width => width;

    public int Height => height;

    public ref Rgb this[int x, int y] => ref _pixels[y * width + x];

    /// <summary>Gives each pixel the colour of its centre.</summary>
    public Canvas Fill(Func<float, float, Rgb> color)
    {
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++) this[x, y] = color(x + 0.5f, y + 0.5f);
        });
        return this;
    }

    /// <summary>Covers part of a pixel.</summary>
    public void Blend(int x, int y, Rgb color, float cover)
    {
        ref var pixel = ref this[x, y];
        pixel = Tone.Mix(pixel, color, Tone.Clamp(cover));
    }

    /// <summary>The picture, each block of factor x factor pixels averaged into one.</summary>
    /// <param name="factor">1 when the canvas has the picture's size.</param>
    /// <param name="levels">Steps of each colour; fewer than 256 make the grain of paint cheaper to store.</param>
    public Picture ToPicture(int factor = 1, int levels = 256)
    {
        var picture = new Picture(width / factor, height / factor);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var mean = Tone.Clamp(Mean(x * factor, y * factor, factor));
                for (var channel = 0; channel < Picture.Channels; channel++)
                {
                    var level = MathF.Round(mean[channel] * (levels - 1));
                    picture.Plane(channel)[y * picture.Width + x] = level / (levels - 1);
                }
            }
        }

        return picture;
    }

    private Rgb Mean(int left, int top, int size)
    {
        var sum = Rgb.Zero;
        for (var y = top; y < top + size; y++)
        {
            for (var x = left; x < left + size; x++) sum += this[x, y];
        }

        return sum / (size * size);
    }
}
