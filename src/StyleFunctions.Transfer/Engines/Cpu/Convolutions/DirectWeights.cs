using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A convolution's weights in the order in which the direct kernel reads them: for each panel of output channels, each
/// block of input channels, each tap and each input channel, one panel's width of weights.
/// </summary>
internal sealed unsafe class DirectWeights : PackedWeights
{
    private readonly ConvolutionWeights? _source;
    private readonly bool _isBackward;
    private readonly int _panelWidth;
    private readonly int _channelsInBlock;
    private readonly WorkBuffer _weights = new();
    private readonly WorkBuffer _bias = new();
    private bool _isReady;

    /// <param name="weights">The network's: K outputs from C inputs.</param>
    /// <param name="layer">Their layer.</param>
    /// <param name="isBackward">
    /// Whether the gradient with respect to the input is meant: filters turned by 180 degrees, inputs and outputs
    /// exchanged.
    /// </param>
    /// <param name="panelWidth">Channels in a panel.</param>
    /// <param name="channelsInBlock">Input channels side by side.</param>
    public DirectWeights(
        ConvolutionWeights weights,
        NetworkLayer layer,
        bool isBackward,
        int panelWidth,
        int channelsInBlock)
        : this(
            isBackward ? layer.OutputChannels : layer.InputChannels,
            isBackward ? layer.InputChannels : layer.OutputChannels,
            taps: 9,
            panelWidth,
            channelsInBlock)
    {
        _source = weights;
        _isBackward = isBackward;
    }

    private DirectWeights(int inputs, int outputs, int taps, int panelWidth, int channelsInBlock)
    {
        _panelWidth = panelWidth;
        _channelsInBlock = channelsInBlock;
        Inputs = inputs;
        Outputs = outputs;
        Taps = taps;
        Panels = (outputs + panelWidth - 1) / panelWidth;
        PanelLength = (nint)inputs * taps * panelWidth;
        _weights.Reserve(Panels * PanelLength);
        _bias.Reserve((long)Panels * panelWidth);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>9, or 1 for a matrix.</summary>
    public int Taps { get; }

    public int Panels { get; }

    /// <summary>Floats in a panel.</summary>
    public nint PanelLength { get; }

    public float* Weights => _weights.Pointer;

    public override float* Bias => _bias.Pointer;

    public override long Bytes => (_weights.Length + _bias.Length) * sizeof(float);

    /// <summary>A symmetric C x C matrix, to be filled by <see cref="SetSymmetric"/>.</summary>
    public static DirectWeights Matrix(int channels, int panelWidth) =>
        new(channels, channels, taps: 1, panelWidth, FeaturePlanes.BlockSize);

    /// <summary>Fills one row of a matrix from its diagonal on, and the column that mirrors it.</summary>
    public void SetSymmetric(int row, ReadOnlySpan<float> values)
    {
        var mirrored = At(row, row);
        for (var i = 0; i < values.Length; i++)
        {
            mirrored[(nint)i * _panelWidth] = values[i];
        }

        for (var i = 0; i < values.Length;)
        {
            var inPanel = Math.Min(values.Length - i, _panelWidth - (row + i) % _panelWidth);
            values.Slice(i, inPanel).CopyTo(new Span<float>(At(row, row + i), inPanel));
            i += inPanel;
        }
    }

    public override void MakeReady(Workers workers)
    {
        if (_isReady)
        {
            return;
        }

        _weights.Allocate();
        _bias.Allocate();
        if (_source is not null)
        {
            Pack(_source);
        }

        _isReady = true;
    }

    public override void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }

    // What an input channel adds to an output channel.
    private float* At(int input, int output) =>
        Weights + output / _panelWidth * PanelLength + (nint)input * _panelWidth + output % _panelWidth;

    private void Pack(ConvolutionWeights source)
    {
        if (!_isBackward)
        {
            source.Bias.CopyTo(new Span<float>(Bias, Outputs));
        }

        for (var panel = 0; panel < Panels; panel++)
        {
            var target = Weights + panel * PanelLength;
            for (var block = 0; block < Inputs; block += _channelsInBlock)
            {
                for (var tap = 0; tap < Taps; tap++)
                {
                    for (var c = block; c < Math.Min(block + _channelsInBlock, Inputs); c++, target += _panelWidth)
                    {
                        for (var k = 0; k < Math.Min(_panelWidth, Outputs - panel * _panelWidth); k++)
                        {
                            target[k] = Weight(source.Kernel, tap, c, panel * _panelWidth + k);
                        }
                    }
                }
            }
        }
    }

    private float Weight(float[] kernel, int tap, int input, int output) => _isBackward
        ? kernel[(input * Outputs + output) * 9 + 8 - tap]
        : kernel[(output * Inputs + input) * 9 + tap];
}
