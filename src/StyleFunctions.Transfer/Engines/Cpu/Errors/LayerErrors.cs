using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>
/// Every error of one layer: gathered over the whole plane first, one band of rows after the other; then each band's
/// gradient follows from the sums over all of them.
/// </summary>
internal sealed class LayerErrors : LayerReader
{
    private readonly TileKernels _kernels;
    private readonly GramSums? _gram;
    private readonly DirectWeights? _matrix;
    private readonly StyleErrorStep? _styleErrorStep;
    private readonly StyleMatrixStep? _styleMatrixStep;
    private readonly (int Index, StyleError Error)[] _style;
    private readonly (int Index, ContentError Error)[] _content;

    /// <param name="kernels">The kernels.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="shape">Its size.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="stripes">Room for a band's Gram sums, shared with other layers.</param>
    public LayerErrors(TileKernels kernels, string layer, PlaneShape shape, LossFunction loss, WorkBuffer stripes)
    {
        _kernels = kernels;
        var style = loss.Style.Index().Where(t => t.Item.Layer == layer).ToArray();
        if (style.Length > 0)
        {
            _gram = new GramSums(kernels, shape, stripes);
            _matrix = DirectWeights.Matrix(shape.Channels, kernels.PanelWidth);
        }

        _style = [.. style.Select(t => (t.Index, new StyleError(_gram!, t.Item, loss)))];
        _content = [.. loss.Content.Index()
            .Where(t => t.Item.Layer == layer)
            .Select(t => (t.Index, new ContentError(shape, t.Item, loss)))];
        if (style.Length > 0)
        {
            StyleError[] errors = [.. _style.Select(s => s.Error)];
            _styleErrorStep = new StyleErrorStep(shape.Channels, errors);
            _styleMatrixStep = new StyleMatrixStep(shape.Channels, errors, _matrix!);
        }
    }

    /// <summary>Memory of the sums and matrices, in bytes.</summary>
    public override long Bytes => _gram is null ? 0 : _matrix!.Bytes + _gram.Bytes;

    /// <summary>Floats that a thread needs for itself in <see cref="Finish"/>.</summary>
    public override long ScratchLength => _styleMatrixStep?.ScratchLength ?? 0;

    /// <summary>Gets the memory.</summary>
    public override void MakeReady(Workers workers) => _matrix?.MakeReady(workers);

    /// <summary>The steps that gather the sums of a band.</summary>
    /// <param name="features">Planes that hold it.</param>
    /// <param name="rows">Its rows.</param>
    public override IEnumerable<IStep> Steps(FeaturePlanes features, Rows rows) =>
    [
        .. _gram?.Steps(features, rows) ?? [],
        .. _content.Select(c => c.Error.MeasureStep(features, rows)),
    ];

    /// <summary>The errors, once every band was measured; makes ready the gradient.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="terms">Receives them.</param>
    public void Finish(Workers workers, LossTerms terms)
    {
        if (_styleErrorStep is not null)
        {
            workers.Run(_styleErrorStep);
            foreach (var (index, error) in _style)
            {
                terms.StyleLayers[index] = error.Finish();
            }

            workers.Run(_styleMatrixStep!);
        }

        foreach (var (index, error) in _content)
        {
            terms.ContentLayers[index] = error.Finish();
        }
    }

    /// <summary>The steps that bring the errors' gradient into a band of the layer's.</summary>
    /// <param name="features">The layer's features, at least in the gradient's rows.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    public IEnumerable<IStep> GradientSteps(FeaturePlanes features, FeaturePlanes gradient, bool adds)
    {
        var style = StyleStep(features, gradient, adds);
        return style is null
            ? ContentSteps(features, gradient, adds)
            : ContentSteps(features, gradient, adds).Append(style);
    }

    /// <summary>The steps of the content errors alone.</summary>
    /// <inheritdoc cref="GradientSteps"/>
    public IEnumerable<IStep> ContentSteps(FeaturePlanes features, FeaturePlanes gradient, bool adds)
    {
        foreach (var (_, error) in _content)
        {
            yield return error.GradientStep(features, gradient, adds);
            adds = true;
        }
    }

    /// <summary>
    /// The step of the style errors, after the content errors' steps: a product of features with a matrix; null without
    /// style errors.
    /// </summary>
    /// <inheritdoc cref="GradientSteps"/>
    public DirectStep? StyleStep(FeaturePlanes features, FeaturePlanes gradient, bool adds)
    {
        if (_matrix is null)
        {
            return null;
        }

        var end = new ConvolutionEnd { Output = gradient, Adds = adds || _content.Length > 0 };
        var area = ConvolutionArea.Of(gradient.Rows, gradient.Height, gradient.Width);
        return new DirectStep(_kernels, _matrix, features, area, end);
    }

    public override void Dispose()
    {
        base.Dispose();
        _matrix?.Dispose();
    }
}
