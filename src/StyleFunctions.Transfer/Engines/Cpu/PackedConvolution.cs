using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>
/// A convolution's weights in the order in which the kernel reads them: for each panel of output channels, each block
/// of input channels, each tap and each input channel, one panel's width of weights.
/// </summary>
internal sealed unsafe class PackedConvolution : IDisposable
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _bias;

    private PackedConvolution(int inputs, int outputs, int taps, int panelWidth)
    {
        Inputs = inputs;
        Outputs = outputs;
        Taps = taps;
        Panels = (outputs + panelWidth - 1) / panelWidth;
        PanelLength = (nint)inputs * taps * panelWidth;
        _weights = new AlignedBuffer(Panels * PanelLength);
        _bias = new AlignedBuffer((long)Panels * panelWidth);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>9, or 1 for a matrix.</summary>
    public int Taps { get; }

    public int Panels { get; }

    /// <summary>Floats in a panel.</summary>
    public nint PanelLength { get; }

    public float* Weights => _weights.Pointer;

    public float* Bias => _bias.Pointer;

    /// <summary>The convolution as the network has it: K outputs from C inputs.</summary>
    public static PackedConvolution Forward(ConvolutionWeights weights, int inputs, int outputs, TileKernels kernels)
    {
        var packed = new PackedConvolution(inputs, outputs, 9, kernels.PanelWidth);
        packed.Pack(kernels.PanelWidth, (tap, c, k) => weights.Kernel[(k * inputs + c) * 9 + tap]);
        weights.Bias.CopyTo(new Span<float>(packed.Bias, outputs));
        return packed;
    }

    /// <summary>
    /// Its gradient with respect to the input: the same kernels turned by 180 degrees, inputs and outputs exchanged.
    /// </summary>
    public static PackedConvolution Backward(ConvolutionWeights weights, int inputs, int outputs, TileKernels kernels)
    {
        var packed = new PackedConvolution(outputs, inputs, 9, kernels.PanelWidth);
        packed.Pack(kernels.PanelWidth, (tap, k, c) => weights.Kernel[(k * inputs + c) * 9 + 8 - tap]);
        return packed;
    }

    /// <summary>A symmetric C x C matrix, to be filled by <see cref="SetMatrixRow"/>.</summary>
    public static PackedConvolution Matrix(int channels, TileKernels kernels) =>
        new(channels, channels, 1, kernels.PanelWidth);

    /// <summary>Fills one row of a matrix: what input channel c adds to each output channel.</summary>
    public void SetMatrixRow(int c, ReadOnlySpan<float> row, int panelWidth)
    {
        for (var panel = 0; panel < Panels; panel++)
        {
            var first = panel * panelWidth;
            var target = new Span<float>(Weights + panel * PanelLength + (nint)c * panelWidth, panelWidth);
            row.Slice(first, Math.Min(panelWidth, row.Length - first)).CopyTo(target);
        }
    }

    public void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }

    private void Pack(int panelWidth, Func<int, int, int, float> weight)
    {
        for (var panel = 0; panel < Panels; panel++)
        {
            var target = Weights + panel * PanelLength;
            for (var block = 0; block < Inputs; block += BlockSize)
            {
                for (var tap = 0; tap < Taps; tap++)
                {
                    for (var c = block; c < Math.Min(block + BlockSize, Inputs); c++, target += panelWidth)
                    {
                        for (var k = 0; k < Math.Min(panelWidth, Outputs - panel * panelWidth); k++)
                        {
                            target[k] = weight(tap, c, panel * panelWidth + k);
                        }
                    }
                }
            }
        }
    }
}
