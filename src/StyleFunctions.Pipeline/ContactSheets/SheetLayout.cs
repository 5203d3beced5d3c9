using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.ContactSheets;

/// <summary>Where everything on a sheet stands, in pixels; known before any result is read.</summary>
internal sealed class SheetLayout
{
    /// <summary>The longest side of a picture on the sheet, if there is room.</summary>
    public const int LargestPicture = 320;

    /// <summary>The longest side of the sheet.</summary>
    public const int LargestSheet = 8000;

    /// <summary>Around the sheet.</summary>
    public const int Margin = 32;

    /// <summary>The height of the title's line.</summary>
    public const int TitleHeight = 36;

    /// <summary>The height of every other line.</summary>
    public const int LineHeight = 20;

    /// <summary>Between a picture and its label.</summary>
    public const int LabelGap = 6;

    private const int Gap = 24;
    private const int SmallestPicture = 16;
    private const int SmallestCell = 160;
    private const int MostCellLines = 3;
    private const int SmallestTitle = 480;
    private const int MostTitleLines = 3;

    private readonly Job _job;
    private readonly int _picture;
    private readonly int _cell;

    private SheetLayout(Job job, int columns, int picture)
    {
        (_job, Columns, _picture) = (job, columns, picture);
        var smallest = Math.Min(SmallestCell, picture);
        _cell = job.Variants.Max(v => Math.Max(PictureSize(v).Width, smallest));
        Width = Math.Max(columns * (_cell + Gap) - Gap, SmallestTitle) + 2 * Margin;
        Title = SheetText.Title(job, Width - 2 * Margin, MostTitleLines);
        Labels = [.. job.Variants.Select(v => SheetText.Wrap(v.Label, _cell, MostCellLines))];
        Height = HeaderHeight + Enumerable.Range(0, Rows).Sum(RowHeight);
    }

    /// <summary>Width of the sheet.</summary>
    public int Width { get; }

    /// <summary>Height of the sheet.</summary>
    public int Height { get; }

    /// <summary>Pictures in a row.</summary>
    public int Columns { get; }

    /// <summary>Rows of pictures.</summary>
    public int Rows => (_job.Variants.Count + Columns - 1) / Columns;

    /// <summary>The lines at the top; the first is the title.</summary>
    public IReadOnlyList<string> Title { get; }

    /// <summary>The lines under each variant's picture.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Labels { get; }

    /// <summary>From the sheet's top to that of the first row.</summary>
    public int HeaderHeight => Margin + TitleHeight + (Title.Count - 1) * LineHeight + Gap;

    /// <summary>Lays a job out, with pictures as large as there is room for.</summary>
    /// <param name="job">The job.</param>
    public static SheetLayout For(Job job)
    {
        var columns = SheetGrid.Columns(job.Variants);
        for (var picture = LargestPicture; ; picture -= 8)
        {
            var layout = new SheetLayout(job, columns, picture);
            if (Math.Max(layout.Width, layout.Height) <= LargestSheet || picture <= SmallestPicture)
            {
                return layout;
            }
        }
    }

    /// <summary>The size a variant's result is shown at: never enlarged.</summary>
    /// <param name="variant">The variant.</param>
    public (int Width, int Height) PictureSize(Variant variant)
    {
        var (width, height) = (variant.Scales[^1].Width, variant.Scales[^1].Height);
        return ScalePyramid.Fit(width, height, Math.Min(Math.Max(width, height), _picture));
    }

    /// <summary>The left edge of a column.</summary>
    /// <param name="column">The column, from 0.</param>
    public int Left(int column) => Margin + column * (_cell + Gap);

    /// <summary>The indices of a row's variants.</summary>
    /// <param name="row">The row, from 0.</param>
    public IEnumerable<int> Variants(int row) =>
        Enumerable.Range(row * Columns, Math.Min(Columns, _job.Variants.Count - row * Columns));

    /// <summary>From a row's top to its labels.</summary>
    /// <param name="row">The row, from 0.</param>
    public int LabelTop(int row) => Variants(row).Max(i => PictureSize(_job.Variants[i]).Height) + LabelGap;

    /// <summary>From a row's top to the next one's, or the sheet's lower edge.</summary>
    /// <param name="row">The row, from 0.</param>
    public int RowHeight(int row) =>
        LabelTop(row) + Variants(row).Max(i => Labels[i].Count) * LineHeight + (row == Rows - 1 ? Margin : Gap);
}
