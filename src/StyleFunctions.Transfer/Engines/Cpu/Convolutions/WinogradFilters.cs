using System.Numerics;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A convolution's filters after Winograd's transform, in the order in which the kernel reads them: for each panel of
/// output channels, each frequency and each input channel, one panel's width of weights.
/// </summary>
internal sealed unsafe class WinogradFilters : WinogradWeights, IFilters
{
    /// <param name="method">The size of the tiles.</param>
    /// <param name="weights">The network's.</param>
    /// <param name="layer">Their layer.</param>
    /// <param name="isBackward">Whether the gradient with respect to the input is meant.</param>
    /// <param name="panelWidth">Channels in a panel.</param>
    public WinogradFilters(
        WinogradMethod method, ConvolutionWeights weights, NetworkLayer layer, bool isBackward, int panelWidth)
        : base(method, weights, layer, isBackward, panelWidth, valuesInRow: method.TileSize)
    {
    }

    /// <summary>One panel's weights at one frequency.</summary>
    public float* Panel(int panel, int frequency) =>
        Values(panel, frequency / Method.TileSize, frequency % Method.TileSize);

    public float* Weights(int panel, int y, int x, float* scratch) => Values(panel, y, x);

    protected override Vector<double> Value(double* coefficients, int stride, int value) =>
        Evaluate(coefficients, stride, value);
}
