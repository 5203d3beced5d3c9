using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// The filters of a convolution's gradient, made from the convolution's own as they are needed, so that both directions
/// take the memory of one. A filter turned by 180 degrees has its coefficients in reverse: at the point p its polynomial
/// is p^2 times the filter's at 1/p, and the points of our methods are closed under inversion, with infinity for 0. So
/// one direction's frequencies are the other's in another order, times a factor; inputs and outputs change places, which
/// transposes every square block of a panel.
/// </summary>
internal sealed unsafe class TurnedFilters : WinogradWeights
{
    private readonly TileKernels _kernels;
    private readonly WinogradFilters _filters;

    /// <param name="kernels">The kernels.</param>
    /// <param name="filters">The convolution's own filters.</param>
    /// <param name="layer">The convolution.</param>
    public TurnedFilters(TileKernels kernels, WinogradFilters filters, NetworkLayer layer)
        : base(filters.Method, layer, isBackward: true, kernels.PanelWidth)
    {
        _kernels = kernels;
        _filters = filters;
    }

    public override long Bytes => 0;

    public override float* Bias => null;

    public override long PanelScratch => PanelLength;

    /// <summary>Whether a convolution's filters can be turned: both sides must fill whole panels.</summary>
    public static bool IsPossible(NetworkLayer layer, int panelWidth) =>
        layer.InputChannels % panelWidth == 0 && layer.OutputChannels % panelWidth == 0;

    public override float* Panel(int panel, int frequency, float* scratch)
    {
        var size = Method.TileSize;
        var (y, yFactor) = Method.Inverse(frequency / size);
        var (x, xFactor) = Method.Inverse(frequency % size);
        var width = _kernels.PanelWidth;
        for (var block = 0; block < Inputs / width; block++)
        {
            var source = _filters.Panel(block, y * size + x) + (nint)panel * width * width;
            _kernels.TransposePanel(source, (float)(yFactor * xFactor), scratch + (nint)block * width * width);
        }

        return scratch;
    }

    public override void MakeReady(Workers workers) => _filters.MakeReady(workers);

    public override void Dispose()
    {
    }
}
