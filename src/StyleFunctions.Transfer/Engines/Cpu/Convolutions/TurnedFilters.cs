using System.Runtime.Intrinsics.X86;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// The filters of a convolution's gradient, made from the convolution's own as they are needed, so that both directions
/// take the memory of one. A filter turned by 180 degrees has its coefficients in reverse: at the point p its
/// polynomial is p^2 times the filter's at 1/p, and the points of our methods are closed under inversion, with infinity
/// for 0. So one direction's frequencies are the other's in another order, times a factor; inputs and outputs change
/// places, which transposes every square block of a panel.
/// </summary>
internal sealed unsafe class TurnedFilters : WinogradWeights
{
    private const int BlocksAhead = 2;
    private const int FloatsInLine = 16;

    private readonly WinogradFilters _filters;
    private readonly int _panelWidth;

    /// <param name="filters">The convolution's own filters.</param>
    /// <param name="layer">The convolution.</param>
    /// <param name="panelWidth">Channels in a panel.</param>
    public TurnedFilters(WinogradFilters filters, NetworkLayer layer, int panelWidth)
        : base(filters.Method, layer, isBackward: true, panelWidth)
    {
        _panelWidth = panelWidth;
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
        var factor = (float)(yFactor * xFactor);
        var square = (nint)_panelWidth * _panelWidth;
        for (var block = 0; block < Inputs / _panelWidth; block++)
        {
            var source = _filters.Panel(block, y * size + x) + panel * square;
            Prefetch(source + BlocksAhead * Method.Frequencies * _filters.PanelLength, square);
            Transposition.Run(source, _panelWidth, _panelWidth, factor, scratch + block * square, _panelWidth);
        }

        return scratch;
    }

    // Every block lies in another panel, where the machine does not expect the next read; beyond the end nothing comes.
    private static void Prefetch(float* block, nint length)
    {
        if (Sse.IsSupported)
        {
            for (nint i = 0; i < length; i += FloatsInLine)
            {
                Sse.Prefetch1(block + i);
            }
        }
    }

    public override void MakeReady(Workers workers) => _filters.MakeReady(workers);

    public override void Dispose()
    {
    }
}
