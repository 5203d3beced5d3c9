using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>The statistics of a layer that become targets.</summary>
internal sealed class LayerStatistics : LayerReader
{
    private readonly GramSums? _gram;
    private readonly FeatureMap? _features;

    /// <param name="kernels">The kernels.</param>
    /// <param name="shape">The layer's size.</param>
    /// <param name="hasGram">Whether its Gram matrix is wanted.</param>
    /// <param name="hasFeatures">Whether its features are.</param>
    /// <param name="stripes">Room for a band's Gram sums, shared with other layers.</param>
    public LayerStatistics(
        TileKernels kernels, PlaneShape shape, bool hasGram, bool hasFeatures, WorkBuffer stripes)
    {
        var (channels, height, width) = shape;
        _gram = hasGram ? new GramSums(kernels, shape, stripes) : null;
        _features = hasFeatures
            ? new FeatureMap(channels, height, width, new float[checked(channels * height * width)])
            : null;
    }

    /// <summary>F F^T / N, if it was wanted.</summary>
    public GramMatrix? Gram => _gram?.ToMatrix();

    /// <summary>The features, if they were wanted.</summary>
    public FeatureMap? Features => _features;

    public override long Bytes => _features is null ? 0 : _features.Values.LongLength * sizeof(float);

    public override IEnumerable<IStep> Steps(FeaturePlanes features, Rows rows)
    {
        foreach (var step in _gram?.Steps(features, rows) ?? [])
        {
            yield return step;
        }

        if (_features is not null)
        {
            yield return new CopyStep(features, rows, _features);
        }
    }

    // One item is one channel.
    private sealed unsafe class CopyStep(FeaturePlanes features, Rows rows, FeatureMap target) : IStep
    {
        public int Items => features.Channels;

        public long ScratchLength => 0;

        public void Run(int item, float* scratch) => features.CopyChannel(item, rows, target.Values);
    }
}
