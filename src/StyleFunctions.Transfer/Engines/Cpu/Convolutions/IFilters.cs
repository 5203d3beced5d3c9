using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>Where the shared schedule finds its weights: kept in memory, or made when they are needed.</summary>
internal unsafe interface IFilters
{
    /// <summary>The size of the tiles.</summary>
    WinogradMethod Method { get; }

    int Inputs { get; }

    /// <summary>Panels of output channels.</summary>
    int Panels { get; }

    /// <summary>One bias for each output; null or zeros for a gradient.</summary>
    float* Bias { get; }

    /// <summary>Floats of the thread's own memory that making weights needs.</summary>
    long ScratchLength { get; }

    /// <summary>
    /// A panel's weights at a frequency: for each input channel a panel's width. The frequencies of a row are asked for
    /// from the first on, one after the other, by one thread.
    /// </summary>
    /// <param name="panel">The panel.</param>
    /// <param name="y">The point along y.</param>
    /// <param name="x">The point along x.</param>
    /// <param name="scratch">The thread's own memory.</param>
    float* Weights(int panel, int y, int x, float* scratch);
}
