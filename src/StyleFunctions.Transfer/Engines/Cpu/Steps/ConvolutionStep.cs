using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// A convolution, a convolution's gradient, or a product of features with a matrix. One item is one panel of output
/// channels at a group of consecutive positions: small enough for its inputs to stay in the second-level cache while
/// the panels go by.
/// </summary>
internal sealed unsafe class ConvolutionStep : IStep
{
    private const int TilesPerGroup = 20;

    private readonly TileKernels _kernels;
    private readonly PackedConvolution _weights;
    private readonly FeaturePlanes _input;
    private readonly FeaturePlanes _output;
    private readonly TileEnd _end;
    private readonly int _firstPosition;
    private readonly int _positions;
    private readonly int _groupLength;
    private readonly nint[] _taps;

    /// <param name="kernels">The kernels.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="input">Planes read; their border counts.</param>
    /// <param name="output">Planes of the same size.</param>
    /// <param name="end">What happens to the sums.</param>
    /// <param name="withBorder">
    /// Whether the output's border is computed too, as the gradient of a repeated edge needs.
    /// </param>
    public ConvolutionStep(
        TileKernels kernels,
        PackedConvolution weights,
        FeaturePlanes input,
        FeaturePlanes output,
        TileEnd end,
        bool withBorder = false)
    {
        _kernels = kernels;
        _weights = weights;
        _input = input;
        _output = output;
        _end = end;
        _groupLength = TilesPerGroup * kernels.Rows;
        _firstPosition = withBorder ? 0 : input.Pitch + 1;
        _positions = withBorder ? input.PaddedPositions : (input.Height - 1) * input.Pitch + input.Width;
        _taps = weights.Taps == 1 ? [0] : TapOffsets(input.Pitch);
    }

    public int Items => (_positions + _groupLength - 1) / _groupLength * _weights.Panels;

    /// <summary>How far each tap of a 3x3 kernel lies from its middle, in floats.</summary>
    public static nint[] TapOffsets(int pitch) =>
        [
            .. from y in Enumerable.Range(-1, 3)
               from x in Enumerable.Range(-1, 3)
               select (nint)(y * pitch + x) * FeaturePlanes.BlockSize,
        ];

    public void Run(int item, float* scratch)
    {
        var panel = item % _weights.Panels;
        var start = item / _weights.Panels * _groupLength;
        fixed (nint* taps = _taps)
        {
            _kernels.Convolve(
                _input,
                taps,
                _weights.Taps,
                _weights.Weights + panel * _weights.PanelLength,
                _weights.Bias,
                _output,
                panel,
                _firstPosition + start,
                Math.Min(_groupLength, _positions - start),
                _end);
        }
    }
}
