using System.Numerics;
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

    private readonly WinogradMethod _method;
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
        _method = method;
        _weights = weights;
        _isBackward = isBackward;
        _panelWidth = panelWidth;
        _filters.Reserve((long)Panels * _method.Frequencies * FrequencyLength);
        _bias.Reserve((long)Panels * panelWidth);
    }

    public override long Bytes => (_filters.Length + _bias.Length) * sizeof(float);

    public override float* Bias => _bias.Pointer;

    public long ScratchLength => 0;

    public int Items => Panels;

    private nint FrequencyLength => (nint)Inputs * _panelWidth;

    public override float* Panel(int panel, int frequency, float* scratch) => Panel(panel, frequency);

    /// <summary>One panel's weights at one frequency.</summary>
    public float* Panel(int panel, int frequency) =>
        _filters.Pointer + ((nint)panel * _method.Frequencies + frequency) * FrequencyLength;

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

    public void Run(int item, float* scratch)
    {
        var width = Math.Min(_panelWidth, Outputs - item * _panelWidth);
        Span<double> taps = stackalloc double[Taps * _panelWidth];
        Span<double> rows = stackalloc double[3 * _method.TileSize * _panelWidth];
        for (var input = 0; input < Inputs; input++)
        {
            for (var i = 0; i < width; i++)
            {
                Gather(input, item * _panelWidth + i, taps[i..]);
            }

            // First along y, then along x.
            for (var x = 0; x < 3; x++)
            {
                for (var point = 0; point < _method.TileSize; point++)
                {
                    var row = rows.Slice((point * 3 + x) * _panelWidth, _panelWidth);
                    Evaluate(taps[(x * _panelWidth)..], 3 * _panelWidth, point, row);
                }
            }

            Span<double> filters = taps[.._panelWidth];
            for (var frequency = 0; frequency < _method.Frequencies; frequency++)
            {
                var (y, x) = (frequency / _method.TileSize, frequency % _method.TileSize);
                Evaluate(rows[(y * 3 * _panelWidth)..], _panelWidth, x, filters);
                var target = Panel(item, frequency) + (nint)input * _panelWidth;
                for (var i = 0; i < _panelWidth; i++)
                {
                    target[i] = (float)filters[i];
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
    private void Gather(int input, int output, Span<double> taps)
    {
        var channels = _isBackward ? Outputs : Inputs;
        var filter = _isBackward ? input * channels + output : output * channels + input;
        var kernel = _weights.Kernel.AsSpan(filter * Taps, Taps);
        for (var tap = 0; tap < Taps; tap++)
        {
            taps[tap * _panelWidth] = kernel[_isBackward ? Taps - 1 - tap : tap];
        }
    }

    // A panel's width of polynomials at a point, from their three coefficients.
    private void Evaluate(ReadOnlySpan<double> coefficients, int stride, int point, Span<double> values)
    {
        var (c0, c1, c2) = _method.FilterRow(point);
        for (var i = 0; i < values.Length; i += Vector<double>.Count)
        {
            var value = new Vector<double>(coefficients[i..]) * c0
                + new Vector<double>(coefficients[(stride + i)..]) * c1
                + new Vector<double>(coefficients[(2 * stride + i)..]) * c2;
            value.CopyTo(values[i..]);
        }
    }
}
