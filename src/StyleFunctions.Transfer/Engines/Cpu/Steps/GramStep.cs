using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// F F^T / N of a layer's features. The plane is cut into stripes and the matrix into bands, by its size alone; an
/// item is one band of one stripe, and the stripes are added up in their order, so that the number of threads does not
/// change the result. Only the half on and above the diagonal is computed.
/// </summary>
internal sealed unsafe class GramStep : IStep, IDisposable
{
    private const int MaximumStripes = 16;
    private const int PositionsPerStripe = 8192;
    private const int RowsPerBand = 64;
    private const int FloatsPerChunk = 65536;

    private readonly TileKernels _kernels;
    private readonly FeaturePlanes _features;
    private readonly AlignedBuffer _sums;
    private readonly int _stripes;
    private readonly int _bands;
    private readonly int _rowsPerChunk;
    private readonly int _pitch;

    public GramStep(TileKernels kernels, FeaturePlanes features)
    {
        _kernels = kernels;
        _features = features;
        _pitch = features.Blocks * FeaturePlanes.BlockSize;
        _stripes = Math.Clamp(
            features.Height * features.Width / PositionsPerStripe, 1, Math.Min(MaximumStripes, features.Height));
        _bands = (_pitch + RowsPerBand - 1) / RowsPerBand;
        _rowsPerChunk = Math.Max(1, FloatsPerChunk / (_pitch * features.Width));
        _sums = new AlignedBuffer((long)_stripes * _pitch * _pitch);
        Gram = new float[features.Channels * features.Channels];
    }

    /// <summary>The matrix, C x C, once <see cref="Finish"/> was called.</summary>
    public float[] Gram { get; }

    public int Items => _stripes * _bands;

    public void Run(int item, float* scratch)
    {
        var (stripe, band) = (item / _bands, item % _bands);
        var firstRow = band * RowsPerBand;
        var lastRow = Math.Min(firstRow + RowsPerBand, _pitch);
        var sums = _sums.Pointer + (nint)stripe * _pitch * _pitch;
        new Span<float>(sums + firstRow * _pitch, (lastRow - firstRow) * _pitch).Clear();

        var end = (int)((long)_features.Height * (stripe + 1) / _stripes);
        for (var y = (int)((long)_features.Height * stripe / _stripes); y < end; y += _rowsPerChunk)
        {
            _kernels.AddGram(_features, y, Math.Min(y + _rowsPerChunk, end), firstRow, lastRow, sums, _pitch);
        }
    }

    /// <summary>Adds up the stripes, divides by the number of positions, and mirrors the matrix.</summary>
    public void Finish()
    {
        var channels = _features.Channels;
        var scale = 1.0 / ((double)_features.Height * _features.Width);
        for (var row = 0; row < channels; row++)
        {
            for (var column = row; column < channels; column++)
            {
                var sum = 0.0;
                for (var stripe = 0; stripe < _stripes; stripe++)
                {
                    sum += _sums.Pointer[((nint)stripe * _pitch + row) * _pitch + column];
                }

                Gram[row * channels + column] = Gram[column * channels + row] = (float)(sum * scale);
            }
        }
    }

    public void Dispose() => _sums.Dispose();
}
