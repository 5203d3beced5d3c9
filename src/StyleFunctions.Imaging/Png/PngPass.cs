namespace StyleFunctions.Imaging.Png;

/// <summary>A grid of the picture's pixels, stored as a picture of its own: one of Adam7's seven, or all.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="StepX">From one column to the next.</param>
/// <param name="StepY">From one row to the next.</param>
/// <param name="Width">Columns in this pass.</param>
/// <param name="Height">Rows in this pass.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
    [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ];

    /// <summary>The passes that hold any pixel, in the file's order.</summary>
    public static IReadOnlyList<PngPass> Of(PngHeader header)
    {
        if (!header.IsInterlaced)
        {
            return [new PngPass(0, 0, 1, 1, header.Width, header.Height)];
        }

        return
        [
            .. Adam7
                .Where(grid => grid.X < header.Width && grid.Y < header.Height)
                .Select(grid => new PngPass(
                    grid.X,
                    grid.Y,
                    grid.StepX,
                    grid.StepY,
                    (header.Width - grid.X - 1) / grid.StepX + 1,
                    (header.Height - grid.Y - 1) / grid.StepY + 1)),
        ];
    }
}
