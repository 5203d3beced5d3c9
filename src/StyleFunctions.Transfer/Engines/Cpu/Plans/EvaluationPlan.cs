using StyleFunctions.Transfer.Engines.Cpu.Errors;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>
/// Everything that one evaluation does, step by step, and the memory it takes: all of it known before any of it is
/// allocated or done.
/// </summary>
internal sealed class EvaluationPlan : IDisposable
{
    private readonly PlanContext _context;
    private readonly CpuEngine _engine;
    private readonly LossFunction? _loss;
    private readonly int _height;
    private readonly int _width;
    private readonly double[] _variationOfRows;
    private readonly TotalVariation? _variation;
    private readonly WorkBuffer _pixelGradient;
    private PixelGradientWeights? _pixelWeights;

    private EvaluationPlan(CpuEngine engine, int height, int width, Cut cut, LossFunction? loss)
    {
        _engine = engine;
        _loss = loss;
        _height = height;
        _width = width;
        Cut = cut;
        _context = new PlanContext(engine, Pixels) { HasGradient = loss is not null, KeepsFilters = cut.KeepsFilters };
        _pixelGradient = _context.NewBuffer();
        _variationOfRows = loss is null ? [] : new double[3 * height];
        _variation = loss is null ? null : new TotalVariation(loss.Tv, loss.PixelRange, height, width);
    }

    /// <summary>How the picture is cut.</summary>
    public Cut Cut { get; }

    /// <summary>The pixels of the evaluation; set before steps run.</summary>
    public PixelSource Pixels { get; } = new();

    /// <summary>The steps, from the pixels to the deepest layer.</summary>
    public IReadOnlyList<PlannedStep> Forward { get; private set; } = [];

    /// <summary>The steps back to the pixels.</summary>
    public IReadOnlyList<PlannedStep> Backward { get; private set; } = [];

    /// <summary>Who reads which layer.</summary>
    public IReadOnlyDictionary<string, LayerReader> Readers => _context.Readers;

    /// <summary>Memory it takes, in bytes, but for what each thread needs for itself.</summary>
    public long Bytes => _context.Bytes;

    /// <summary>Multiplications with an addition, where they take the time.</summary>
    public double MultiplyAdds => Forward.Concat(Backward).Sum(s => s.MultiplyAdds);

    /// <summary>Memory that each thread needs for itself, in bytes.</summary>
    public long ThreadBytes => _context.ScratchLength * sizeof(float);

    /// <summary>The total variation of the pixels, after the steps back.</summary>
    public double TotalVariation => _variationOfRows.Sum();

    /// <summary>Plans the evaluation of a loss and its gradient.</summary>
    public static EvaluationPlan ForLoss(CpuEngine engine, int height, int width, LossFunction loss, Cut cut)
    {
        var plan = new EvaluationPlan(engine, height, width, cut, loss);
        string[] layers = [.. loss.Style.Select(t => t.Layer).Concat(loss.Content.Select(t => t.Layer)).Distinct()];
        var stripes = plan._context.NewBuffer();
        plan.Build(layers, (layer, shape) => new LayerErrors(engine.Kernels, layer, shape, loss, stripes));
        return plan;
    }

    /// <summary>Plans the measuring of statistics.</summary>
    public static EvaluationPlan ForStatistics(
        CpuEngine engine, int height, int width, string[] styleLayers, string[] contentLayers, Cut cut)
    {
        var plan = new EvaluationPlan(engine, height, width, cut, null);
        var stripes = plan._context.NewBuffer();
        plan.Build([.. styleLayers.Union(contentLayers)], (layer, shape) => new LayerStatistics(
            engine.Kernels, shape, styleLayers.Contains(layer), contentLayers.Contains(layer), stripes));
        return plan;
    }

    /// <summary>Gets the memory, and the weights into the kernels' order.</summary>
    public void MakeReady() => _context.MakeReady();

    public void Dispose()
    {
        _context.Dispose();
        _pixelWeights?.Dispose();
    }

    private void Build(string[] layers, Func<string, PlaneShape, LayerReader> reader)
    {
        var stages = Stage.For(_engine.Network.Architecture, layers, _height, _width);
        foreach (var (layer, shape) in stages.SelectMany(s => s.Layers()).Where(l => layers.Contains(l.Name)))
        {
            _context.Readers.Add(layer, reader(layer, shape));
        }

        var sections = MakeSections(stages);
        foreach (var (_, section) in sections)
        {
            section.AddForward();
        }

        var forwardSteps = _context.Steps.Count;
        if (_loss is not null)
        {
            AddBackward(sections);
        }

        Forward = _context.Steps[..forwardSteps];
        Backward = _context.Steps[forwardSteps..];
    }

    private List<(NetworkLayer? InputLayer, SectionPlan Plan)> MakeSections(List<Stage> stages)
    {
        var sections = new List<(NetworkLayer?, SectionPlan)>();
        var (whole, banded) = (new Transients(_context), new Transients(_context));
        FeaturePlanes? input = null;
        NetworkLayer? inputLayer = null;
        foreach (var section in Split(stages))
        {
            var pools = section.Count(s => s.Pool is not null);
            var widest = section.Max(s => (long)s.Shape.Blocks * FeaturePlanes.BlockSize * s.Shape.Width);
            var height = section[0].Shape.Height;
            var isBanded = sections.Count < Cut.BandedSections;
            var bands = new Bands(
                section, isBanded ? Cut.BandRows(widest * sizeof(float), pools) : height);
            var isLast = section[^1] == stages[^1];
            var output = isLast ? null
                : new FeaturePlanes(
                    section[^1].OutputShape, section[^1].OutputShape.AllRows, _context.NewBuffer());
            sections.Add((inputLayer, new SectionPlan(
                _context, section, bands, Cut.KeepsFeatures, bands.Count > 1 ? banded : whole, input, output)));
            (input, inputLayer) = (output, section[^1].Pool);
        }

        return sections;
    }

    // After each pool that ends a section.
    private List<List<Stage>> Split(List<Stage> stages)
    {
        var sections = new List<List<Stage>>();
        var pools = 0;
        foreach (var stage in stages)
        {
            if (sections.Count == 0 || (sections[^1][^1].Pool is not null && pools >= Cut.MergedBlocks))
            {
                sections.Add([]);
            }

            sections[^1].Add(stage);
            pools += stage.Pool is null ? 0 : 1;
        }

        return sections;
    }

    private void AddBackward(List<(NetworkLayer? InputLayer, SectionPlan Plan)> sections)
    {
        if (sections.Count == 0)
        {
            AddPostprocess(Rows.All(_height), null);
            return;
        }

        FeaturePlanes? gradient = null;
        for (var i = sections.Count - 1; i >= 0; i--)
        {
            gradient = sections[i].Plan.AddBackward(gradient, sections[i].InputLayer, AddPixelGradient);
        }
    }

    private void AddPixelGradient(FeaturePlanes gradient, Rows rows)
    {
        var first = _engine.Network.Architecture.Layers[0];
        _pixelWeights ??= new PixelGradientWeights(_engine.Network.Weights(first.Name), first.OutputChannels);
        var step = new PixelGradientStep(_engine.Kernels, _pixelWeights, gradient, rows, _pixelGradient);
        _context.Add(first.Name, "backward", step, 27.0 * first.OutputChannels * rows.Count * _width);
        AddPostprocess(rows, step);
    }

    private void AddPostprocess(Rows rows, PixelGradientStep? network) => _context.Add(
        "pixels",
        "backward",
        new PostprocessStep(
            _engine.Network.Preprocessing,
            _engine.FirstPadding,
            Pixels,
            _variation!,
            _loss!.TvWeight,
            _variationOfRows,
            _height,
            _width,
            rows,
            network));
}
