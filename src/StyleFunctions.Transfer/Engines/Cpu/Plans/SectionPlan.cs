using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>
/// Some consecutive stages of the network, between features that are kept whole. In one band, and in several if the cut
/// says so, the features that losses read are kept for the way back; else they are computed again, band by band. Of all
/// others only the masks are kept, which the forward pass writes for the whole plane.
/// </summary>
internal sealed partial class SectionPlan
{
    private readonly PlanContext _context;
    private readonly IReadOnlyList<Stage> _stages;
    private readonly Bands _bands;
    private readonly Transients _transients;
    private readonly FeaturePlanes? _input;
    private readonly FeaturePlanes? _output;
    private readonly StageMemory[] _memory;
    private readonly int _deepestRead;
    private readonly bool _keepsFeatures;
    private readonly List<StagePlanes[]> _keptPlanes = [];

    /// <param name="context">What sections share.</param>
    /// <param name="stages">The stages.</param>
    /// <param name="bands">The bands.</param>
    /// <param name="keepsFeatures">Whether features of several bands are kept, too.</param>
    /// <param name="transients">Buffers for what only the next step reads.</param>
    /// <param name="input">What the section reads, kept whole; null for the pixels.</param>
    /// <param name="output">What it writes, kept whole; null if nothing follows.</param>
    public SectionPlan(
        PlanContext context,
        IReadOnlyList<Stage> stages,
        Bands bands,
        bool keepsFeatures,
        Transients transients,
        FeaturePlanes? input,
        FeaturePlanes? output)
    {
        _context = context;
        _stages = stages;
        _bands = bands;
        _keepsFeatures = bands.Count == 1 || (keepsFeatures && context.HasGradient);
        _transients = transients;
        _input = input;
        _output = output;
        _deepestRead = context.HasGradient
            ? Enumerable.Range(0, stages.Count).Where(s => ReadsFeatures(s) || ReadsPooled(s)).DefaultIfEmpty(-1).Max()
            : -1;
        _memory = [.. stages.Select((_, s) => MemoryFor(s))];
    }

    private bool IsWhole => _bands.Count == 1;

    private Pooling Pooling => _context.Engine.Pooling;

    private TileKernels Kernels => _context.Engine.Kernels;

    private Padding InnerPadding => _context.Engine.InnerPadding;

    /// <summary>Plans the way from the section's input to its output, past everyone who reads its layers.</summary>
    public void AddForward()
    {
        for (var band = 0; band < _bands.Count; band++)
        {
            var rows = _stages.Select((_, s) => _bands.Own(band, s));
            if (_keepsFeatures)
            {
                rows = rows.Zip(NeededBackward(band), (own, needed) => own.Union(needed));
            }

            var planes = AddFeatures(_bands.Forward([.. rows]), band, _stages.Count - 1, isFirst: true);
            if (_keepsFeatures)
            {
                _keptPlanes.Add(planes);
            }
        }
    }

    // Whether the way back reads a stage's own features: for a loss, or because pooling's gradient depends on them.
    private bool ReadsFeatures(int s) =>
        _context.IsWanted(_stages[s].Convolution)
        || _context.IsWanted(_stages[s].Relu)
        || (_stages[s].Pool is not null && Pooling == Pooling.L2);

    // Whether it reads what is pooled from them. The section's output is read by the next one.
    private bool ReadsPooled(int s) =>
        _stages[s].Pool is not null
        && (s < _stages.Count - 1 || _output is null)
        && (_context.IsWanted(_stages[s].Pool) || Pooling == Pooling.L2);

    // Whether a stage's convolution pools its outputs itself, so that they are never stored.
    private bool PoolsAtOnce(int s) =>
        _stages[s].Pool is not null
        && !ReadsFeatures(s)
        && PlanContext.Method(_stages[s], isBackward: false) is not null
        && PlanContext.Method(_stages[s], isBackward: true) is not null;

    private bool IsComputedAgain(int s) => !_keepsFeatures && s <= _deepestRead;

    // Bands use a stage's memory in turn; the masks of what is not computed again are there for all of them.
    private StageMemory MemoryFor(int s)
    {
        var stage = _stages[s];
        var hasReluMask = _context.HasGradient && stage.Relu is not null && !PoolsAtOnce(s);
        var hasPoolMask = _context.HasGradient && stage.Pool is not null && Pooling != Pooling.L2;
        return new StageMemory
        {
            Raw = _context.IsWanted(stage.Convolution) || stage.Relu is null ? _context.NewBuffer() : null,
            Features = _context.HasGradient && ReadsFeatures(s) ? _context.NewBuffer() : null,
            Pooled = _context.HasGradient && ReadsPooled(s) ? _context.NewBuffer() : null,
            ReluMask = hasReluMask ? _context.NewBuffer() : null,
            PoolMask = hasPoolMask ? _context.NewBuffer() : null,
            KeepsReluMask = hasReluMask && !IsComputedAgain(s),
            KeepsPoolMask = hasPoolMask && !(IsComputedAgain(s) && s < _deepestRead),
        };
    }

    /// <summary>
    /// Plans the features of a band, from the section's input to some stage.
    /// </summary>
    /// <param name="rows">The rows of each stage to compute.</param>
    /// <param name="band">The band.</param>
    /// <param name="lastStage">The stage.</param>
    /// <param name="isFirst">
    /// Whether it is the first time: then layers are shown to their readers, and masks that stay are written. The only
    /// or the second time, what the way back reads is kept.
    /// </param>
    private StagePlanes[] AddFeatures(Rows[] rows, int band, int lastStage, bool isFirst)
    {
        var keeps = _keepsFeatures || !isFirst;
        var all = new StagePlanes[lastStage + 1];
        var input = _input ?? AddPixels(rows[0]);
        for (var s = 0; s <= lastStage; s++)
        {
            var planes = PlanesFor(s, rows[s], keeps, isFirst, isLast: s == lastStage);
            AddStage(s, band, input, planes, rows[s]);
            all[s] = planes;
            if (isFirst)
            {
                AddReaders(s, band, planes);
            }

            input = planes.Pooled ?? planes.Features ?? planes.Raw!;
        }

        return all;
    }

    private FeaturePlanes AddPixels(Rows rows)
    {
        var height = _stages[0].Shape.Height;
        var shape = _stages[0].Shape with { Channels = Imaging.Picture.Channels };
        var planes = _transients.Next(shape, rows.Grow(height), channelsInBlock: 1);
        _context.Add("pixels", "forward", new PreprocessStep(
            _context.Engine.Network.Preprocessing, _context.Engine.FirstPadding, _context.Pixels, planes));
        return planes;
    }

    private StagePlanes PlanesFor(int s, Rows rows, bool keeps, bool isFirst, bool isLast)
    {
        var (stage, memory) = (_stages[s], _memory[s]);
        var poolsAtOnce = PoolsAtOnce(s);
        FeaturePlanes? features = null;
        if (stage.Relu is not null && !poolsAtOnce)
        {
            features = keeps && memory.Features is not null
                ? new FeaturePlanes(stage.Shape, rows, Kept(memory.Features))
                : _transients.Next(stage.Shape, rows);
        }

        FeaturePlanes? pooled = null;
        if (stage.Pool is not null)
        {
            var isOutput = s == _stages.Count - 1 && _output is not null;
            pooled = isOutput ? (isFirst ? _output : null)
                : isLast && !isFirst && !ReadsPooled(s) ? null
                : PooledPlanes(s, rows, keeps);
        }

        return new StagePlanes
        {
            Raw = memory.Raw is null ? null : new FeaturePlanes(stage.Shape, rows, Kept(memory.Raw)),
            Features = features,
            Pooled = pooled,
            ReluMask = Mask(memory.ReluMask, memory.KeepsReluMask, s, rows, isFirst),
            PoolMask = Mask(memory.PoolMask, memory.KeepsPoolMask, s, rows, isFirst),
        };
    }

    private FeaturePlanes PooledPlanes(int s, Rows rows, bool keeps)
    {
        var shape = _stages[s].OutputShape;
        var pooledRows = new Rows(rows.Start / 2, Math.Min(rows.End / 2, shape.Height));
        return keeps && _memory[s].Pooled is { } buffer
            ? new FeaturePlanes(shape, pooledRows, Kept(buffer))
            : _transients.Next(shape, pooledRows);
    }

    // Bands whose features are all kept do not take turns.
    private WorkBuffer Kept(WorkBuffer buffer) => _keepsFeatures && !IsWhole ? _context.NewBuffer() : buffer;

    // The first time, masks are written that stay; when features are computed again, those that do not.
    private GradientMask? Mask(WorkBuffer? buffer, bool isKept, int s, Rows rows, bool isFirst) =>
        buffer is null || isKept != isFirst ? null
        : new GradientMask(Kernels, _stages[s].Shape, isKept ? _stages[s].Shape.AllRows : rows, buffer);

    private void AddStage(int s, int band, FeaturePlanes input, StagePlanes planes, Rows rows)
    {
        var stage = _stages[s];
        var poolsAtOnce = PoolsAtOnce(s);
        var isDirect = PlanContext.Method(stage, isBackward: false) is null;
        var isPixels = _input is null && s == 0;
        if (isDirect && !isPixels)
        {
            _context.Add(stage.Convolution.Name, "forward", new FillBorderStep(input, InnerPadding));
        }

        var end = new ConvolutionEnd
        {
            Output = planes.Raw ?? planes.Features,
            IsForward = true,
            Rectifies = planes.Raw is null,
            Mask = planes.Raw is not null ? null : poolsAtOnce ? planes.PoolMask : planes.ReluMask,
            Pooled = poolsAtOnce ? planes.Pooled : null,
            Pooling = Pooling,
        };
        var area = ConvolutionArea.Of(rows, stage.Shape.Height, stage.Shape.Width);
        _context.AddConvolution(
            stage, isBackward: false, input, new PlaneInput(input, InnerPadding), area, end);
        if (planes.Raw is not null && planes.Features is not null)
        {
            _context.Add(
                stage.Relu!.Name,
                "forward",
                new ReluStep(Kernels, planes.Raw, planes.Features, rows, planes.ReluMask));
        }

        if (planes.Pooled is not null && !poolsAtOnce)
        {
            var pooledRows = planes.Pooled == _output ? _bands.OwnOutput(band, s) : planes.Pooled.Rows;
            _context.Add(
                stage.Pool!.Name,
                "forward",
                new PoolingStep(Kernels, Pooling, planes.Features!, planes.Pooled, pooledRows, planes.PoolMask));
        }
    }

    private void AddReaders(int s, int band, StagePlanes planes)
    {
        var (stage, own) = (_stages[s], _bands.Own(band, s));
        AddReader(stage.Convolution.Name, planes.Raw, own);
        AddReader(stage.Relu?.Name, planes.Features, own);
        AddReader(stage.Pool?.Name, planes.Pooled, _bands.OwnOutput(band, s));
    }

    private void AddReader(string? layer, FeaturePlanes? planes, Rows rows)
    {
        if (_context.IsWanted(layer) && planes is not null && rows.Count > 0)
        {
            var reader = _context.Readers[layer!];
            _context.Add(layer!, "losses", reader.Steps(planes, rows));
        }
    }
}
