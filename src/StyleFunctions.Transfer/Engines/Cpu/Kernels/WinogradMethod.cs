namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>
/// A size of Winograd's convolution F(m x m, 3 x 3): a tile of m x m outputs from (m + 2) x (m + 2) inputs with as many
/// multiplications, where a direct convolution has 9 m^2 (Lavin and Gray 2016). Along each direction inputs and filter
/// are polynomials, whose product is computed at m + 2 points, the last of them infinity, and interpolated.
/// </summary>
internal sealed class WinogradMethod
{
    /// <summary>
    /// F(4x4): points 0, +-A, +-1/A, exact in binary with all their powers. They round less badly than the usual 0,
    /// +-1, +-2, and a filter turned round needs no others.
    /// </summary>
    public const float A4 = 0.5f;

    /// <inheritdoc cref="A4"/>
    public const float B4 = 2;

    /// <summary>F(6x6): points 0, +-A, +-B, +-C.</summary>
    public const float A6 = 0.5f;

    /// <inheritdoc cref="A6"/>
    public const float B6 = 1;

    /// <inheritdoc cref="A6"/>
    public const float C6 = 2;

    /// <summary>Coefficients of a filter's polynomial: its taps in one direction.</summary>
    public const int Coefficients = 3;

    /// <summary>Inputs of the largest tile, in both directions.</summary>
    public const int MaximumFrequencies = 64;

    /// <summary>Rows and columns of outputs of the largest tile.</summary>
    public const int MaximumOutputSize = 6;

    private readonly (double, double, double)[] _filterRows;
    private readonly (int, double)[] _inverses;

    private WinogradMethod(params double[] points)
    {
        TileSize = points.Length + 1;
        var rows = points.Select(point =>
        {
            // Interpolation divides by the point's distances to all others. At 0 that is 1 or -1, points standing in
            // inverse pairs: the filter's first tap is taken as it is, and the sign is the output transform's.
            if (point == 0)
            {
                return (1, 0, 0);
            }

            var distances = points.Where(p => p != point).Aggregate(1.0, (product, p) => product * (point - p));
            return (1 / distances, point / distances, point * point / distances);
        });
        _filterRows = [.. rows, (0, 0, 1)];

        // p^2 g(1/p) / N(p), from g(1/p) / N(1/p); g at infinity, and its N, are the last coefficient and 1.
        var norms = _filterRows.Select(row => row.Item1 == 0 ? 1 : 1 / row.Item1).ToArray();
        _inverses =
        [
            .. points.Select((p, i) => p == 0
                ? (points.Length, 1 / norms[i])
                : (Array.IndexOf(points, 1 / p), p * p * norms[Array.IndexOf(points, 1 / p)] / norms[i])),
            (Array.IndexOf(points, 0), norms[Array.IndexOf(points, 0)]),
        ];
    }

    /// <summary>4x4 outputs: 2.25 multiplications an output, at two to three times a direct one's error.</summary>
    public static WinogradMethod F4 { get; } = new(0, A4, -A4, B4, -B4);

    /// <summary>6x6 outputs: 1.78 multiplications an output, at 3 times the rounding error of F(4x4).</summary>
    public static WinogradMethod F6 { get; } = new(0, A6, -A6, B6, -B6, C6, -C6);

    /// <summary>Inputs of a tile in each direction.</summary>
    public int TileSize { get; }

    /// <summary>Outputs of a tile in each direction.</summary>
    public int OutputSize => TileSize - 2;

    /// <summary>Products of a tile: one for each pair of points.</summary>
    public int Frequencies => TileSize * TileSize;

    /// <summary>
    /// The point at which a filter has, times a factor, the value that the filter turned round has at another.
    /// </summary>
    public (int Point, double Factor) Inverse(int point) => _inverses[point];

    /// <summary>
    /// Whether a point is the negative of the one before it: 0 and infinity stand first and last, between them points
    /// of either sign in turn. A filter's even terms are the same at both, its odd ones opposite, and so is what they
    /// are multiplied by.
    /// </summary>
    public bool IsNegative(int point) => point > 0 && point < TileSize - 1 && point % 2 == 0;

    /// <summary>What a filter's three taps are multiplied by at a point.</summary>
    public (double First, double Second, double Third) FilterRow(int point) => _filterRows[point];
}
