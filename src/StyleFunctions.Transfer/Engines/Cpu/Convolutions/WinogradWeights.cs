using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>A convolution's filters after Winograd's transform, in panels of output channels.</summary>
internal abstract unsafe class WinogradWeights : PackedWeights
{
    /// <param name="method">The size of the tiles.</param>
    /// <param name="layer">The convolution.</param>
    /// <param name="isBackward">Whether its gradient with respect to the input is meant.</param>
    /// <param name="panelWidth">Channels in a panel.</param>
    protected WinogradWeights(WinogradMethod method, NetworkLayer layer, bool isBackward, int panelWidth)
    {
        Method = method;
        (Inputs, Outputs) = isBackward
            ? (layer.OutputChannels, layer.InputChannels)
            : (layer.InputChannels, layer.OutputChannels);
        Panels = (Outputs + panelWidth - 1) / panelWidth;
        PanelLength = (nint)Inputs * panelWidth;
    }

    /// <summary>The size of the tiles.</summary>
    public WinogradMethod Method { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Panels { get; }

    /// <summary>Floats of one panel's weights at one frequency.</summary>
    public nint PanelLength { get; }

    /// <summary>Floats of scratch that <see cref="Panel"/> needs.</summary>
    public virtual long PanelScratch => 0;

    /// <summary>One panel's weights at one frequency: for each input channel a panel's width.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="frequency">The frequency.</param>
    /// <param name="scratch">The thread's own memory, for weights that are made as they are needed.</param>
    public abstract float* Panel(int panel, int frequency, float* scratch);
}
