using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>
/// F F^T of a layer's features, gathered from one band of rows after the other. A band is cut into stripes and the
/// matrix into strips of rows, by size alone, and all is added up in one order, so that the number of threads does not
/// change the result. Sums within a band are float32, across bands float64: long sums are sums of short ones. Only the
/// half on and above the diagonal is computed.
/// </summary>
internal sealed unsafe class GramSums
{
    private const int MaximumStripes = 16;
    private const int PositionsPerStripe = 8192;
    private const int RowsPerStrip = 64;
    private const int FloatsPerChunk = 65536;

    private readonly TileKernels _kernels;
    private readonly WorkBuffer _stripes;
    private readonly double[] _sums;
    private readonly int _pitch;

    /// <param name="kernels">The kernels.</param>
    /// <param name="layer">The layer's size.</param>
    /// <param name="stripes">Room for a band's sums, shared with other layers.</param>
    public GramSums(TileKernels kernels, PlaneShape layer, WorkBuffer stripes)
    {
        _kernels = kernels;
        _stripes = stripes;
        _pitch = layer.Blocks * FeaturePlanes.BlockSize;
        _sums = new double[_pitch * _pitch];
        Channels = layer.Channels;
        Positions = (long)layer.Height * layer.Width;
    }

    public int Channels { get; }

    /// <summary>Memory of the sums, in bytes.</summary>
    public long Bytes => _sums.LongLength * sizeof(double);

    /// <summary>N, of the whole plane.</summary>
    public long Positions { get; }

    /// <summary>A row of F F^T, from the diagonal on.</summary>
    public ReadOnlySpan<double> Row(int row) => _sums.AsSpan(row * _pitch + row, Channels - row);

    /// <summary>The steps that add a band of the layer's features.</summary>
    /// <param name="features">Planes that hold them.</param>
    /// <param name="rows">The rows.</param>
    public IEnumerable<IStep> Steps(FeaturePlanes features, Rows rows)
    {
        // An even number, so that two threads have the same work.
        var stripes = Math.Clamp(
            (rows.Count * features.Width / PositionsPerStripe + 1) / 2 * 2, 1, Math.Min(MaximumStripes, rows.Count));
        _stripes.Reserve((long)stripes * _pitch * _pitch);
        yield return new BandStep(this, features, rows, stripes);
        yield return new TotalStep(this, stripes, isFirst: rows.Start == 0);
    }

    /// <summary>The matrix F F^T / N.</summary>
    public GramMatrix ToMatrix()
    {
        var values = new float[Channels * Channels];
        for (var row = 0; row < Channels; row++)
        {
            var sums = Row(row);
            for (var i = 0; i < sums.Length; i++)
            {
                var (upper, lower) = (row * Channels + row + i, (row + i) * Channels + row);
                values[upper] = values[lower] = (float)(sums[i] / Positions);
            }
        }

        return new GramMatrix(Channels, values);
    }


    // One item is one strip of the matrix over one stripe of the band.
    private sealed class BandStep(GramSums gram, FeaturePlanes features, Rows rows, int stripes) : IStep
    {
        private readonly int _strips = (gram._pitch + RowsPerStrip - 1) / RowsPerStrip;
        private readonly int _rowsPerChunk = Math.Max(1, FloatsPerChunk / (gram._pitch * features.Width));

        public int Items => stripes * _strips;

        public long ScratchLength => 0;

        public void Run(int item, float* scratch)
        {
            var (stripe, place) = (item / _strips, item % _strips);

            // The first strip is the longest, the last the shortest; one after the other they come to the same work.
            var strip = place % 2 == 0 ? place / 2 : _strips - 1 - place / 2;
            var firstRow = strip * RowsPerStrip;
            var lastRow = Math.Min(firstRow + RowsPerStrip, gram._pitch);
            var sums = gram._stripes.Pointer + (nint)stripe * gram._pitch * gram._pitch;
            new Span<float>(sums + firstRow * gram._pitch, (lastRow - firstRow) * gram._pitch).Clear();

            var end = rows.Start + (int)((long)rows.Count * (stripe + 1) / stripes);
            for (var y = rows.Start + (int)((long)rows.Count * stripe / stripes); y < end; y += _rowsPerChunk)
            {
                var last = Math.Min(y + _rowsPerChunk, end);
                gram._kernels.AddGram(features, y, last, firstRow, lastRow, sums, gram._pitch);
            }
        }
    }

    // One item is a few rows of the matrix.
    private sealed class TotalStep(GramSums gram, int stripes, bool isFirst) : IStep
    {
        private const int RowsPerItem = 16;

        public int Items => (gram._pitch + RowsPerItem - 1) / RowsPerItem;

        public long ScratchLength => 0;

        public void Run(int item, float* scratch)
        {
            var last = Math.Min((item + 1) * RowsPerItem, gram._pitch);
            for (var row = item * RowsPerItem; row < last; row++)
            {
                AddRow(gram._sums.AsSpan(row * gram._pitch, gram._pitch), row);
            }
        }

        private void AddRow(Span<double> sums, int row)
        {
            if (isFirst)
            {
                sums.Clear();
            }

            for (var stripe = 0; stripe < stripes; stripe++)
            {
                var source = gram._stripes.Pointer + ((nint)stripe * gram._pitch + row) * gram._pitch;
                for (var column = row; column < sums.Length; column++)
                {
                    sums[column] += source[column];
                }
            }
        }
    }
}
