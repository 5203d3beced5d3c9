using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// The gradient of the pixels from that of the first convolution, on the padded plane: 3 x (H + 2) x (W + 2). One item
/// is a few of its positions.
/// </summary>
internal sealed unsafe class PixelGradientStep : IStep, IDisposable
{
    private const int PositionsPerItem = 2048;

    private readonly TileKernels _kernels;
    private readonly FeaturePlanes _gradient;
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _padded;
    private readonly nint[] _taps;

    public PixelGradientStep(TileKernels kernels, ConvolutionWeights weights, FeaturePlanes gradient)
    {
        _kernels = kernels;
        _gradient = gradient;
        _taps = ConvolutionStep.TapOffsets(gradient.Pitch);
        _padded = new AlignedBuffer(3L * gradient.PaddedPositions);
        _weights = new AlignedBuffer(9L * gradient.Blocks * 3 * FeaturePlanes.BlockSize);
        for (var tap = 0; tap < 9; tap++)
        {
            for (var k = 0; k < gradient.Channels; k++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var block = k / FeaturePlanes.BlockSize;
                    _weights.Pointer[
                        ((tap * gradient.Blocks + block) * 3 + c) * FeaturePlanes.BlockSize
                        + k % FeaturePlanes.BlockSize] =
                        weights.Kernel[(k * 3 + c) * 9 + 8 - tap];
                }
            }
        }
    }

    /// <summary>The result; one colour follows the other.</summary>
    public float* Padded => _padded.Pointer;

    public int Items => (_gradient.PaddedPositions + PositionsPerItem - 1) / PositionsPerItem;

    public void Run(int item, float* scratch)
    {
        var start = item * PositionsPerItem;
        fixed (nint* taps = _taps)
        {
            _kernels.PixelGradient(
                _gradient,
                taps,
                _weights.Pointer,
                _padded.Pointer,
                _gradient.PaddedPositions,
                start,
                Math.Min(PositionsPerItem, _gradient.PaddedPositions - start));
        }
    }

    public void Dispose()
    {
        _weights.Dispose();
        _padded.Dispose();
    }
}
