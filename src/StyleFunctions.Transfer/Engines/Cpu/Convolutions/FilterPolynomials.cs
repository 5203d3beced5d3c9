using System.Numerics;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A convolution's filters after half of Winograd's transform: their values at every point along y, and along x still
/// the three coefficients of their polynomials. That is half of the memory that all values take with F(4x4), and three
/// eighths with F(6x6).
/// </summary>
internal sealed unsafe class FilterPolynomials : WinogradWeights
{
    /// <param name="method">The size of the tiles.</param>
    /// <param name="weights">The network's.</param>
    /// <param name="layer">Their layer.</param>
    /// <param name="isBackward">Whether the gradient with respect to the input is meant.</param>
    /// <param name="panelWidth">Channels in a panel.</param>
    public FilterPolynomials(
        WinogradMethod method, ConvolutionWeights weights, NetworkLayer layer, bool isBackward, int panelWidth)
        : base(method, weights, layer, isBackward, panelWidth, WinogradMethod.Coefficients)
    {
    }

    /// <summary>One panel's coefficients at a point along y, one after the other.</summary>
    public float* Row(int panel, int y) => Values(panel, y, 0);

    protected override Vector<double> Value(double* coefficients, int stride, int value) =>
        Vector.Load(coefficients + value * stride);
}
