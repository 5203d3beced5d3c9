using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>The sizes a picture goes through, and how many iterations it has at each.</summary>
public static class ScalePyramid
{
    /// <summary>
    /// Longest sides round(size / 2^(i/2)) for i = 0, 1, ... down to the smallest, coarsest first
    /// (crowsonkb/style-transfer-pytorch).
    /// </summary>
    /// <param name="settings">Size, MinSize and the iterations.</param>
    /// <param name="contentWidth">The content picture's own width.</param>
    /// <param name="contentHeight">The content picture's own height.</param>
    public static IReadOnlyList<TransferScale> For(TransferSettings settings, int contentWidth, int contentHeight)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var sizes = new SortedSet<int> { settings.Size };
        for (var i = 1; Size(i) >= settings.MinSize; i++)
        {
            sizes.Add(Size(i));
        }

        return [.. sizes.Select((size, i) => Scale(size, Iterations(i, sizes.Count)))];

        // Halvings, and one root of two where i is odd: exactly rounded, so the same on every machine.
        int Size(int i) => (int)Math.Round(settings.Size / (double)(1L << (i / 2)) / (i % 2 == 0 ? 1 : Math.Sqrt(2)));

        int Iterations(int i, int count) => i > 0
            ? settings.Iterations
            : settings.InitialIterations ?? (count > 1 ? 2 * settings.Iterations : settings.Iterations);

        TransferScale Scale(int size, int iterations) =>
            ScalePyramid.Scale(settings, contentWidth, contentHeight, size, iterations);
    }

    /// <summary>One scale of a transfer.</summary>
    /// <param name="settings">Margin.</param>
    /// <param name="contentWidth">The content picture's own width.</param>
    /// <param name="contentHeight">The content picture's own height.</param>
    /// <param name="size">Longest side.</param>
    /// <param name="iterations">Iterations.</param>
    internal static TransferScale Scale(
        TransferSettings settings, int contentWidth, int contentHeight, int size, int iterations)
    {
        var (width, height) = Fit(contentWidth, contentHeight, size);
        return new TransferScale(size, width, height, iterations, (int)Math.Round(settings.Margin * size));
    }

    /// <summary>A size in the same proportions with a given longest side.</summary>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="size">The longest side wanted.</param>
    public static (int Width, int Height) Fit(int width, int height, int size) => width >= height
        ? (size, Math.Max(1, (int)Math.Round((double)size * height / width)))
        : (Math.Max(1, (int)Math.Round((double)size * width / height)), size);
}
