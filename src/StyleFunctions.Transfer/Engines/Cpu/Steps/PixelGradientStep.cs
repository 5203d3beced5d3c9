using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>The first convolution's weights as <see cref="PixelGradientStep"/> reads them.</summary>
internal sealed unsafe class PixelGradientWeights : IDisposable
{
    private readonly AlignedBuffer _weights;

    public PixelGradientWeights(ConvolutionWeights weights, int channels)
    {
        var blocks = (channels + FeaturePlanes.BlockSize - 1) / FeaturePlanes.BlockSize;
        _weights = new AlignedBuffer(9L * blocks * 3 * FeaturePlanes.BlockSize);
        for (var tap = 0; tap < 9; tap++)
        {
            for (var k = 0; k < channels; k++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var block = k / FeaturePlanes.BlockSize;
                    _weights.Pointer[
                        ((tap * blocks + block) * 3 + c) * FeaturePlanes.BlockSize + k % FeaturePlanes.BlockSize] =
                        weights.Kernel[(k * 3 + c) * 9 + 8 - tap];
                }
            }
        }
    }

    public float* Pointer => _weights.Pointer;

    public void Dispose() => _weights.Dispose();
}

/// <summary>
/// The gradient of some rows of pixels from that of the first convolution, with the border where it touches the rows;
/// three colours one after the other. One item is a few positions.
/// </summary>
internal sealed unsafe class PixelGradientStep : IStep
{
    private const int PositionsPerItem = 2048;

    private readonly TileKernels _kernels;
    private readonly FeaturePlanes _gradient;
    private readonly PixelGradientWeights _weights;
    private readonly WorkBuffer _padded;
    private readonly int _top;
    private readonly int _positions;
    private readonly nint[] _taps;

    /// <param name="kernels">The kernels.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="gradient">The first convolution's gradient, in these rows and their neighbours.</param>
    /// <param name="rows">The rows of pixels.</param>
    /// <param name="padded">Receives the result.</param>
    public PixelGradientStep(
        TileKernels kernels, PixelGradientWeights weights, FeaturePlanes gradient, Rows rows, WorkBuffer padded)
    {
        _kernels = kernels;
        _weights = weights;
        _gradient = gradient;
        _padded = padded;
        _taps = DirectStep.TapOffsets(gradient);
        _top = rows.Start == 0 ? -1 : rows.Start;
        var bottom = rows.End == gradient.Height ? gradient.Height + 1 : rows.End;
        _positions = (bottom - _top) * gradient.Pitch;
        padded.Reserve(3L * _positions);
    }

    public int Items => (_positions + PositionsPerItem - 1) / PositionsPerItem;

    public long ScratchLength => 0;

    /// <summary>A row of one colour of the result, from its first pixel on; the border lies around it.</summary>
    public float* Row(int color, int y) =>
        _padded.Pointer + (nint)color * _positions + (nint)(y - _top) * _gradient.Pitch + 1;

    public void Run(int item, float* scratch)
    {
        var start = item * PositionsPerItem;
        var firstPosition = (_top - _gradient.Rows.Start + 1) * _gradient.Pitch;
        fixed (nint* taps = _taps)
        {
            _kernels.PixelGradient(
                _gradient,
                taps,
                _weights.Pointer,
                _padded.Pointer - firstPosition,
                _positions,
                firstPosition + start,
                Math.Min(PositionsPerItem, _positions - start));
        }
    }
}
