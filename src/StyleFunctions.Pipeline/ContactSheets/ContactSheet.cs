using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Png;
using StyleFunctions.Imaging.Resampling;
using StyleFunctions.Imaging.Text;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.ContactSheets;

/// <summary>
/// All results of a job on one sheet, each with its label. One result and one row of the sheet are held at a time.
/// </summary>
/// <param name="job">The job.</param>
/// <param name="readResult">Reads a variant's result.</param>
internal sealed class ContactSheet(Job job, Func<Variant, CancellationToken, Task<Picture>> readResult)
{
    private static readonly Rgb _ground = new(0.984f, 0.984f, 0.98f);
    private static readonly Rgb _ink = new(0.12f, 0.12f, 0.14f);
    private static readonly Rgb _faintInk = new(0.4f, 0.4f, 0.43f);

    private readonly SheetLayout _layout = SheetLayout.For(job);

    /// <summary>Draws it.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A PNG; the same results give the same bytes.</returns>
    public async Task<byte[]> DrawAsync(CancellationToken cancellation = default)
    {
        using var png = new PngWriter(_layout.Width, _layout.Height);
        png.Add(Header());
        for (var row = 0; row < _layout.Rows; row++)
        {
            png.Add(await RowAsync(row, cancellation));
        }

        return png.Finish();
    }

    private Picture Header()
    {
        var header = Ground(_layout.HeaderHeight);
        var y = SheetLayout.Margin;
        foreach (var (index, line) in _layout.Title.Index())
        {
            var (height, color) = index == 0
                ? (SheetLayout.TitleHeight, _ink)
                : (SheetLayout.LineHeight, _faintInk);
            TextDrawing.Draw(header, SheetLayout.Margin, y, height, line, color);
            y += height;
        }

        return header;
    }

    private async Task<Picture> RowAsync(int row, CancellationToken cancellation)
    {
        var band = Ground(_layout.RowHeight(row));
        foreach (var (column, index) in _layout.Variants(row).Index())
        {
            var left = _layout.Left(column);
            Paste(await PictureAsync(job.Variants[index], cancellation), band, left);
            foreach (var (number, line) in _layout.Labels[index].Index())
            {
                var y = _layout.LabelTop(row) + number * SheetLayout.LineHeight;
                TextDrawing.Draw(band, left, y, SheetLayout.LineHeight, line, _ink);
            }
        }

        return band;
    }

    private async Task<Picture> PictureAsync(Variant variant, CancellationToken cancellation)
    {
        var (width, height) = _layout.PictureSize(variant);
        return Resampler.Resize(OnGround(await readResult(variant, cancellation)), width, height);
    }

    private Picture Ground(int height)
    {
        var picture = new Picture(_layout.Width, height);
        picture.Plane(0).Fill(_ground.Red);
        picture.Plane(1).Fill(_ground.Green);
        picture.Plane(2).Fill(_ground.Blue);
        return picture;
    }

    // What is transparent shows the sheet.
    private static Picture OnGround(Picture picture)
    {
        if (picture.Alpha is null)
        {
            return picture;
        }

        var opaque = new Picture(picture.Width, picture.Height);
        Lay(0, _ground.Red);
        Lay(1, _ground.Green);
        Lay(2, _ground.Blue);
        return opaque;

        void Lay(int channel, float ground)
        {
            var from = picture.Plane(channel);
            var to = opaque.Plane(channel);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = ground + (from[i] - ground) * picture.Alpha[i];
            }
        }
    }

    private static void Paste(Picture picture, Picture band, int left)
    {
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var from = picture.Plane(channel);
            var to = band.Plane(channel);
            for (var y = 0; y < picture.Height; y++)
            {
                from.Slice(y * picture.Width, picture.Width).CopyTo(to[(y * band.Width + left)..]);
            }
        }
    }
}
