using System.Globalization;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>
/// How an evaluation is cut to fit into memory. The network falls into sections, between two of which the features are
/// kept whole. A section is either computed at once, its features kept for the way back; or in bands of rows, and what
/// losses read of it is computed again, band by band, on the way back. The gradient is the same but for rounding.
/// </summary>
/// <param name="MergedBlocks">Blocks of the network, each up to its pool, that are one section: the first.</param>
/// <param name="BandedSections">Sections, from the first, that are computed in bands.</param>
/// <param name="BandBytes">Size of a band of the widest features of a section, in bytes.</param>
/// <param name="KeepsFeatures">
/// Whether what losses read of a section in bands is kept for the way back all the same, and nothing computed again.
/// </param>
/// <param name="KeepsFilters">
/// Whether filters are kept with all their values, for each direction its own, and none made when they are needed.
/// </param>
/// <param name="FewestRows">
/// Rows that a band has at least: with fewer, too much of the time goes into rows that neighbours compute too.
/// </param>
internal sealed record Cut(
    int MergedBlocks,
    int BandedSections,
    int BandBytes,
    bool KeepsFeatures = false,
    bool KeepsFilters = false,
    int FewestRows = 34)
{
    // A band of this size stays in the third-level cache from one step to the next.
    private const int CachedBand = 8_000_000;

    // What is kept of such a band leaves the cache anyway, and larger bands share fewer rows with their neighbours.
    private const int KeptBand = 12_000_000;

    // Where memory is short, rows computed twice cost more than the cache gains.
    private const int LargeBand = 24_000_000;

    // Up to so many pixels planes take little beside the filters, and nothing need be done twice to save memory.
    private const long SmallPicture = 100_000;

    // As many as any network has.
    private const int AllSections = 5;

    /// <summary>Nothing is cut, and filters are kept: making them takes as long for few tiles as for many.</summary>
    public static Cut Whole { get; } = new(1, 0, CachedBand, KeepsFilters: true);

    /// <summary>The cuts for any picture, from the fastest to the one that needs the least memory.</summary>
    public static IReadOnlyList<Cut> All { get; } =
    [
        new(1, 1, KeptBand, KeepsFeatures: true),
        new(1, 1, CachedBand),
        new(1, 2, LargeBand),
        new(1, 3, LargeBand),
        new(1, AllSections, LargeBand),
        new(2, AllSections, LargeBand),
        new(3, AllSections, LargeBand),
        new(4, AllSections, LargeBand),
    ];

    /// <summary>The cuts for pictures of a size, in the same order.</summary>
    public static IEnumerable<Cut> For(int height, int width) =>
        (long)height * width <= SmallPicture ? All.Prepend(Whole) : All;

    /// <summary>Whether the pieces are another cut's, whatever is kept.</summary>
    public bool HasPiecesOf(Cut other) =>
        this with { KeepsFeatures = other.KeepsFeatures, KeepsFilters = other.KeepsFilters } == other;

    /// <summary>How many rows a band has.</summary>
    /// <param name="rowBytes">The size of a row of the section's widest features.</param>
    /// <param name="pools">How many pools the section has.</param>
    public int BandRows(long rowBytes, int pools)
    {
        // Whole tiles of 6 rows together with the two neighbours that a gradient needs, so 4 more than a multiple of 6;
        // and whole rows after every pool, so a multiple of 2, 4 or 8 (16 for four pools) at the same time.
        var unit = 6 << Math.Max(0, pools - 1);
        var rows = (int)Math.Max(FewestRows, BandBytes / rowBytes);
        var rest = pools < 3 ? 4 : 16;
        return (rows - rest + unit - 1) / unit * unit + rest;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{MergedBlocks}/{BandedSections}/{BandBytes / 1_000_000}"
        + $"{(KeepsFeatures ? "/kept" : "")}{(KeepsFilters ? "/filters" : "")}");
}
