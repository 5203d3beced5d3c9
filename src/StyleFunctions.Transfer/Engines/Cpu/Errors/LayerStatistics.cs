using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>The statistics of a layer that become targets.</summary>
internal sealed class LayerStatistics : LayerReader
{
    private readonly GramSums? _gram;
    private readonly PlaneShape _shape;
    private readonly bool _hasFeatures;
    private float[] _values = [];

    /// <param name="kernels">The kernels.</param>
    /// <param name="shape">The layer's size.</param>
    /// <param name="hasGram">Whether its Gram matrix is wanted.</param>
    /// <param name="hasFeatures">Whether its features are.</param>
    /// <param name="stripes">Room for a band's Gram sums, shared with other layers.</param>
    public LayerStatistics(
        TileKernels kernels, PlaneShape shape, bool hasGram, bool hasFeatures, WorkBuffer stripes)
    {
        _gram = hasGram ? new GramSums(kernels, shape, stripes) : null;
        _shape = shape;
        _hasFeatures = hasFeatures;
    }

    /// <summary>F F^T / N, if it was wanted.</summary>
    public GramMatrix? Gram => _gram?.ToMatrix();

    /// <summary>The features, if they were wanted.</summary>
    public FeatureMap? Features =>
        _hasFeatures ? new FeatureMap(_shape.Channels, _shape.Height, _shape.Width, _values) : null;

    public override long Bytes => _gram?.Bytes ?? 0;

    public override void MakeReady(Workers workers)
    {
        base.MakeReady(workers);
        if (_hasFeatures)
        {
            _values = new float[checked(_shape.Channels * _shape.Height * _shape.Width)];
        }
    }

    public override IEnumerable<IStep> Steps(FeaturePlanes features, Rows rows)
    {
        foreach (var step in _gram?.Steps(features, rows) ?? [])
        {
            yield return step;
        }

        if (_hasFeatures)
        {
            yield return new CopyStep(this, features, rows);
        }
    }

    // One item is one channel.
    private sealed unsafe class CopyStep(LayerStatistics statistics, FeaturePlanes features, Rows rows) : IStep
    {
        public int Items => features.Channels;

        public long ScratchLength => 0;

        public void Run(int item, float* scratch) => features.CopyChannel(item, rows, statistics._values);
    }
}
