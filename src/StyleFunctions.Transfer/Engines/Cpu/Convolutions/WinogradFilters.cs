using System.Numerics;
using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A convolution's filters after Winograd's transform, in the order in which the kernel reads them: for each panel of
/// output channels, each frequency and each input channel, one panel's width of weights. They are transformed once, in
/// double precision; as a step, one item of which is one panel.
/// </summary>
internal sealed unsafe class WinogradFilters : WinogradWeights, IStep
{
    private const int Taps = 9;

    private readonly ConvolutionWeights _weights;
    private readonly bool _isBackward;
    private readonly int _panelWidth;
    private readonly WorkBuffer _filters = new();
    private readonly WorkBuffer _bias = new();
    private bool _isReady;

    /// <param name="method">The size of the tiles.</param>
    /// <param name="weights">The network's: K outputs from C inputs.</param>
    /// <param name="layer">Their layer.</param>
    /// <param name="isBackward">
    /// Whether the gradient with respect to the input is meant: filters turned by 180 degrees, inputs and outputs
    /// exchanged.
    /// </param>
    /// <param name="panelWidth">Channels in a panel.</param>
    public WinogradFilters(
        WinogradMethod method, ConvolutionWeights weights, NetworkLayer layer, bool isBackward, int panelWidth)
        : base(method, layer, isBackward, panelWidth)
    {
        _weights = weights;
        _isBackward = isBackward;
        _panelWidth = panelWidth;
        _filters.Reserve((long)Panels * Method.Frequencies * PanelLength);
        _bias.Reserve((long)Panels * panelWidth);
    }

    public override long Bytes => (_filters.Length + _bias.Length) * sizeof(float);

    public override float* Bias => _bias.Pointer;

    public long ScratchLength => 0;

    public int Items => Panels;

    public override float* Panel(int panel, int frequency, float* scratch) => Panel(panel, frequency);

    /// <summary>One panel's weights at one frequency.</summary>
    public float* Panel(int panel, int frequency) =>
        _filters.Pointer + ((nint)panel * Method.Frequencies + frequency) * PanelLength;

    public override void MakeReady(Workers workers)
    {
        if (_isReady)
        {
            return;
        }

        _filters.Allocate();
        _bias.Allocate();
        if (!_isBackward)
        {
            _weights.Bias.CopyTo(new Span<float>(_bias.Pointer, Outputs));
        }

        workers.Run(this);
        _isReady = true;
    }

    [SkipLocalsInit]
    public void Run(int item, float* scratch)
    {
        var width = Math.Min(_panelWidth, Outputs - item * _panelWidth);
        var size = Method.TileSize;
        var taps = stackalloc double[Taps * _panelWidth];
        var rows = stackalloc double[3 * size * _panelWidth];
        new Span<double>(taps, Taps * _panelWidth).Clear();
        for (var input = 0; input < Inputs; input++)
        {
            for (var i = 0; i < width; i++)
            {
                Gather(input, item * _panelWidth + i, taps + i);
            }

            // First along y, then along x.
            for (var x = 0; x < 3; x++)
            {
                for (var point = 0; point < size; point++)
                {
                    var row = rows + (point * 3 + x) * _panelWidth;
                    for (var i = 0; i < _panelWidth; i += Vector<double>.Count)
                    {
                        Value(taps + x * _panelWidth + i, 3 * _panelWidth, point).Store(row + i);
                    }
                }
            }

            for (var y = 0; y < size; y++)
            {
                for (var x = 0; x < size; x++)
                {
                    EvaluateRow(rows + y * 3 * _panelWidth, x, Panel(item, y * size + x) + (nint)input * _panelWidth);
                }
            }
        }
    }

    public override void Dispose()
    {
        _filters.Dispose();
        _bias.Dispose();
    }

    // One filter's taps, a panel's width apart.
    private void Gather(int input, int output, double* taps)
    {
        var channels = _isBackward ? Outputs : Inputs;
        var filter = _isBackward ? input * channels + output : output * channels + input;
        var kernel = _weights.Kernel.AsSpan(filter * Taps, Taps);
        for (var tap = 0; tap < Taps; tap++)
        {
            taps[tap * _panelWidth] = kernel[_isBackward ? Taps - 1 - tap : tap];
        }
    }

    private void EvaluateRow(double* coefficients, int point, float* target)
    {
        for (var i = 0; i < _panelWidth; i += Vector<float>.Count)
        {
            var low = Value(coefficients + i, _panelWidth, point);
            var high = Value(coefficients + i + Vector<double>.Count, _panelWidth, point);
            Vector.Narrow(low, high).Store(target + i);
        }
    }

    // Polynomials at a point, from their three coefficients.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> Value(double* coefficients, int stride, int point)
    {
        var (c0, c1, c2) = Method.FilterRow(point);
        return Vector.Load(coefficients) * c0
            + Vector.Load(coefficients + stride) * c1
            + Vector.Load(coefficients + 2 * stride) * c2;
    }
}
