using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>The outputs that a convolution computes.</summary>
/// <param name="Top">The first row; -1 is the border.</param>
/// <param name="Bottom">The row after the last.</param>
/// <param name="Left">The first column; -1 is the border.</param>
/// <param name="Right">The column after the last.</param>
internal readonly record struct ConvolutionArea(int Top, int Bottom, int Left, int Right)
{
    /// <summary>Rows of a plane.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="height">The plane's height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="withBorder">Whether the plane's border is computed where these rows touch it.</param>
    public static ConvolutionArea Of(Rows rows, int height, int width, bool withBorder = false) => withBorder
        ? new ConvolutionArea(
            rows.Start == 0 ? -1 : rows.Start, rows.End == height ? height + 1 : rows.End, -1, width + 1)
        : new ConvolutionArea(rows.Start, rows.End, 0, width);

    /// <summary>What of it lies within some rows and columns.</summary>
    public ConvolutionArea Clip(int top, int bottom, int left, int right) => new(
        Math.Max(top, Top), Math.Min(bottom, Bottom), Math.Max(left, Left), Math.Min(right, Right));
}
