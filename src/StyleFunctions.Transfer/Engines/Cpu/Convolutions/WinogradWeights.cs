using System.Numerics;
using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A convolution's filters on their way through Winograd's transform, in panels of output channels: evaluated along y
/// at every point, and along x as far as a derived class goes. Done once, in double precision; as a step, one item of
/// which is one panel.
/// </summary>
internal abstract unsafe class WinogradWeights : PackedWeights, IStep
{
    private const int Coefficients = WinogradMethod.Coefficients;

    private readonly ConvolutionWeights _weights;
    private readonly bool _isBackward;
    private readonly int _panelWidth;
    private readonly int _valuesInRow;
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
    /// <param name="valuesInRow">How many values are kept of a row: of a filter at one point along y.</param>
    protected WinogradWeights(
        WinogradMethod method,
        ConvolutionWeights weights,
        NetworkLayer layer,
        bool isBackward,
        int panelWidth,
        int valuesInRow)
    {
        Method = method;
        _weights = weights;
        _isBackward = isBackward;
        _panelWidth = panelWidth;
        _valuesInRow = valuesInRow;
        (Inputs, Outputs) = isBackward
            ? (layer.OutputChannels, layer.InputChannels)
            : (layer.InputChannels, layer.OutputChannels);
        Panels = (Outputs + panelWidth - 1) / panelWidth;
        PanelLength = (nint)Inputs * panelWidth;
        _filters.Reserve((long)Panels * method.TileSize * valuesInRow * PanelLength);
        _bias.Reserve((long)Panels * panelWidth);
    }

    /// <summary>The size of the tiles.</summary>
    public WinogradMethod Method { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Panels { get; }

    /// <summary>Floats of one panel's weights, for each input channel a panel's width.</summary>
    public nint PanelLength { get; }

    public override long Bytes => (_filters.Length + _bias.Length) * sizeof(float);

    public override float* Bias => _bias.Pointer;

    public long ScratchLength => 0;

    public int Items => Panels;

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
        var taps = stackalloc double[Coefficients * Coefficients * _panelWidth];
        var rows = stackalloc double[Coefficients * size * _panelWidth];
        new Span<double>(taps, Coefficients * Coefficients * _panelWidth).Clear();
        for (var input = 0; input < Inputs; input++)
        {
            for (var i = 0; i < width; i++)
            {
                Gather(input, item * _panelWidth + i, taps + i);
            }

            for (var x = 0; x < Coefficients; x++)
            {
                for (var point = 0; point < size; point++)
                {
                    var row = rows + (point * Coefficients + x) * _panelWidth;
                    for (var i = 0; i < _panelWidth; i += Vector<double>.Count)
                    {
                        Evaluate(taps + x * _panelWidth + i, Coefficients * _panelWidth, point).Store(row + i);
                    }
                }
            }

            for (var y = 0; y < size; y++)
            {
                var row = rows + y * Coefficients * _panelWidth;
                for (var value = 0; value < _valuesInRow; value++)
                {
                    var target = Values(item, y, value) + (nint)input * _panelWidth;
                    for (var i = 0; i < _panelWidth; i += Vector<float>.Count)
                    {
                        var low = Value(row + i, _panelWidth, value);
                        var high = Value(row + i + Vector<double>.Count, _panelWidth, value);
                        Vector.Narrow(low, high).Store(target + i);
                    }
                }
            }
        }
    }

    public override void Dispose()
    {
        _filters.Dispose();
        _bias.Dispose();
    }

    /// <summary>One of the values of a panel's filters at a point along y.</summary>
    protected float* Values(int panel, int y, int value) =>
        _filters.Pointer + (((nint)panel * Method.TileSize + y) * _valuesInRow + value) * PanelLength;

    /// <summary>One of the values that are kept of some filters at a point along y.</summary>
    /// <param name="coefficients">The first coefficient of each filter's polynomial along x.</param>
    /// <param name="stride">From one coefficient to the next.</param>
    /// <param name="value">Which value.</param>
    protected abstract Vector<double> Value(double* coefficients, int stride, int value);

    /// <summary>Polynomials at a point, from their three coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Vector<double> Evaluate(double* coefficients, int stride, int point)
    {
        var (c0, c1, c2) = Method.FilterRow(point);
        return Vector.Load(coefficients) * c0
            + Vector.Load(coefficients + stride) * c1
            + Vector.Load(coefficients + 2 * stride) * c2;
    }

    // One filter's taps, a panel's width apart.
    private void Gather(int input, int output, double* taps)
    {
        const int Taps = Coefficients * Coefficients;
        var channels = _isBackward ? Outputs : Inputs;
        var filter = _isBackward ? input * channels + output : output * channels + input;
        var kernel = _weights.Kernel.AsSpan(filter * Taps, Taps);
        for (var tap = 0; tap < Taps; tap++)
        {
            taps[tap * _panelWidth] = kernel[_isBackward ? Taps - 1 - tap : tap];
        }
    }
}
