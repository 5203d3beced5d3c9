using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// The filters of a convolution or of its gradient, made from one and the same set of polynomials when they are needed.
/// For the gradient filters are turned by 180 degrees, which reverses their coefficients in both directions. Along x
/// that is another order; along y, at the point p, a reversed polynomial is p^2 times the filter's at 1/p, and the
/// points of our methods are closed under inversion, with infinity for 0. Inputs and outputs change places, which
/// transposes every square block of a panel.
/// </summary>
internal sealed unsafe class SharedFilters : IFilters
{
    private const int Coefficients = WinogradMethod.Coefficients;
    private const int PointsAtOnce = 2;
    private const int FloatsInLine = 16;

    private readonly TileKernels _kernels;
    private readonly FilterPolynomials _polynomials;
    private readonly bool _isTurned;

    /// <param name="kernels">The kernels.</param>
    /// <param name="polynomials">The polynomials.</param>
    /// <param name="isTurned">Whether the other direction's filters are meant than the polynomials'.</param>
    public SharedFilters(TileKernels kernels, FilterPolynomials polynomials, bool isTurned)
    {
        _kernels = kernels;
        _polynomials = polynomials;
        _isTurned = isTurned;
        Inputs = isTurned ? polynomials.Outputs : polynomials.Inputs;
        Panels = isTurned ? polynomials.Inputs / kernels.PanelWidth : polynomials.Panels;
        PanelLength = (nint)Inputs * kernels.PanelWidth;
    }

    /// <summary>The size of the tiles.</summary>
    public WinogradMethod Method => _polynomials.Method;

    public int Inputs { get; }

    public int Panels { get; }

    /// <summary>Floats of one panel's weights at one frequency.</summary>
    public nint PanelLength { get; }

    /// <summary>One bias for each output; null where there is none.</summary>
    public float* Bias => _isTurned ? null : _polynomials.Bias;

    /// <summary>Floats of the thread's own memory that making filters needs.</summary>
    public long ScratchLength => (PointsAtOnce + (_isTurned ? Coefficients : 0)) * PanelLength;

    /// <summary>Whether a convolution's filters can be turned: both sides must fill whole panels.</summary>
    public static bool CanTurn(NetworkLayer layer, int panelWidth) =>
        layer.InputChannels % panelWidth == 0 && layer.OutputChannels % panelWidth == 0;

    public float* Weights(int panel, int y, int x, float* scratch)
    {
        // First those at a point and its negative, then the turned polynomials.
        var turned = scratch + PointsAtOnce * PanelLength;
        if (_isTurned && x == 0)
        {
            Turn(panel, y, turned);
        }

        var coefficients = _isTurned ? turned : _polynomials.Row(panel, y);
        if (x == 0)
        {
            return coefficients;
        }

        if (x == Method.TileSize - 1)
        {
            // At infinity.
            return coefficients + (Coefficients - 1) * PanelLength;
        }

        if (Method.IsNegative(x))
        {
            return scratch + PanelLength;
        }

        _kernels.EvaluateFilters(Method.FilterRow(x), coefficients, PanelLength, scratch);
        return scratch;
    }

    private void Turn(int panel, int y, float* coefficients)
    {
        var width = _kernels.PanelWidth;
        var square = (nint)width * width;
        var (point, factor) = Method.Inverse(y);
        for (var block = 0; block < Inputs / width; block++)
        {
            var source = _polynomials.Row(block, point) + panel * square;
            for (var i = 0; i < Coefficients; i++)
            {
                var target = coefficients + (Coefficients - 1 - i) * PanelLength + block * square;
                Transposition.Run(
                    source + i * _polynomials.PanelLength, width, width, (float)factor, target, width);
            }

            if (block + 1 < Inputs / width)
            {
                Prefetch(_polynomials.Row(block + 1, point) + panel * square, square);
            }
        }
    }

    // Every block lies in another panel, where the machine does not expect the next read.
    private void Prefetch(float* block, nint length)
    {
        for (var i = 0; i < Coefficients; i++)
        {
            CacheLines.AskForSecondLevel(block + i * _polynomials.PanelLength, length / FloatsInLine);
        }
    }
}
