namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>A convolution's weights in some kernel's order, made when they are first needed.</summary>
internal abstract unsafe class PackedWeights : IDisposable
{
    /// <summary>Memory they take, in bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>One bias for each output; zeros where the layer has none.</summary>
    public abstract float* Bias { get; }

    /// <summary>How many plans use them.</summary>
    public int Users { get; set; }

    /// <summary>Makes them, if they are not there yet.</summary>
    public abstract void MakeReady(Workers workers);

    public abstract void Dispose();
}
