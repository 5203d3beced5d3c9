using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>What wants to see a layer's features, one band of rows after the other, as they are computed.</summary>
internal abstract class LayerReader : IDisposable
{
    /// <summary>Memory it needs, in bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>Floats that a thread needs for itself in what follows the steps.</summary>
    public virtual long ScratchLength => 0;

    /// <summary>Gets the memory.</summary>
    public virtual void MakeReady(Workers workers)
    {
    }

    /// <summary>The steps that read a band.</summary>
    /// <param name="features">Planes that hold it.</param>
    /// <param name="rows">Its rows.</param>
    public abstract IEnumerable<IStep> Steps(FeaturePlanes features, Rows rows);

    public virtual void Dispose()
    {
    }
}
