using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <content>
/// The way back. At each layer the gradient that comes from behind is joined by that of the layer's own errors, before
/// it goes on through the layer.
/// </content>
internal sealed partial class SectionPlan
{
    /// <summary>Plans the way from the gradient of the section's output to that of its input.</summary>
    /// <param name="gradient">The gradient of the output; null for the last section.</param>
    /// <param name="inputLayer">The layer that the section reads, for its own errors; null for the pixels.</param>
    /// <param name="pixelStep">Plans a band's way to the pixels; for the first section.</param>
    /// <returns>The gradient of the input; null for the first section.</returns>
    public FeaturePlanes? AddBackward(
        FeaturePlanes? gradient, NetworkLayer? inputLayer, Action<FeaturePlanes, Rows> pixelStep)
    {
        if (IsWhole)
        {
            return AddBand(0, _keptPlanes[0], gradient, inputLayer, pixelStep, inputBuffer: null);
        }

        // A band's gradient takes the place of what the section read there, once no band reads that any more: after the
        // next one. L2 pooling's gradient depends on what was pooled, which the section before reads for that.
        var target = _input is null ? null
            : Pooling != Pooling.L2 ? _input
            : new FeaturePlanes(InputShape, InputShape.AllRows, _context.NewBuffer());
        WorkBuffer[] buffers = [_context.NewBuffer(), _context.NewBuffer()];
        FeaturePlanes? previous = null;
        for (var band = 0; band < _bands.Count; band++)
        {
            var planes = _keepsFeatures ? _keptPlanes[band] : AddFeaturesAgain(band);
            var found = AddBand(band, planes, gradient, inputLayer, pixelStep, buffers[band % 2]);
            AddCopy(previous, target, inputLayer);
            previous = found;
        }

        AddCopy(previous, target, inputLayer);
        return target;
    }

    private PlaneShape InputShape => new(_input!.Channels, _input.Height, _input.Width);

    private void AddCopy(FeaturePlanes? source, FeaturePlanes? target, NetworkLayer? layer)
    {
        if (source is not null && target is not null)
        {
            _context.Add(layer!.Name, "backward", new CopyRowsStep(source, target, source.Rows));
        }
    }

    // Features or masks, wherever there is a gradient.
    private Rows[] NeededBackward(int band)
    {
        var needed = _bands.Backward(band);
        for (var s = 0; s < needed.Length; s++)
        {
            needed[s] = s > _deepestRead ? default
                : PoolsRows(s) ? needed[s].Union(_bands.Output(s, needed[s]).Unpooled)
                : needed[s];
        }

        return needed;
    }

    // Whether these rows are pooled when they are there, which takes whole pairs.
    private bool PoolsRows(int s) => ReadsPooled(s) || (_keepsFeatures && _stages[s].Pool is not null);

    private StagePlanes[] AddFeaturesAgain(int band)
    {
        if (_deepestRead < 0)
        {
            return [];
        }

        var rows = _bands.Forward(NeededBackward(band));
        var firstRead = rows[0].Grow(_stages[0].Shape.Height).Start;
        if (_input is not null && band > 0 && firstRead < _bands.Own(band - 1, 0).Start)
        {
            throw new InvalidOperationException("Bands must have as many rows as the next one reads above itself.");
        }

        return AddFeatures(rows, band, _deepestRead, isFirst: false);
    }

    private FeaturePlanes? AddBand(
        int band,
        StagePlanes[] planes,
        FeaturePlanes? gradient,
        NetworkLayer? inputLayer,
        Action<FeaturePlanes, Rows> pixelStep,
        WorkBuffer? inputBuffer)
    {
        var rows = _bands.Backward(band);
        var own = _bands.Own(band, 0);
        for (var s = _stages.Count - 1; s >= 0; s--)
        {
            var source = SourceOf(s, planes, gradient, rows[s]);
            if (s == 0 && _input is null)
            {
                _context.Add(_stages[0].Convolution.Name, "backward", new SealBorderStep(source.Planes!));
                pixelStep(source.Planes!, own);
                return null;
            }

            gradient = s == 0
                ? AddInputGradient(source, own, inputLayer, inputBuffer)
                : AddOutputGradient(s - 1, source, planes, _bands.Output(s - 1, rows[s - 1]));
        }

        return gradient;
    }

    // The gradient of a stage's convolution, as that convolution's own gradient reads it: in planes, or tile by tile.
    private GradientSource SourceOf(int s, StagePlanes[] planes, FeaturePlanes? gradient, Rows rows)
    {
        var stage = _stages[s];
        if (stage.Pool is null)
        {
            var features = gradient ?? AddOutputGradient(s, null, planes, rows);
            return InPlanes(s, AddRawErrors(s, planes, features, adds: stage.Relu is not null));
        }

        gradient ??= AddOutputGradient(s, null, planes, _bands.Output(s, rows));
        var factor = PoolingRule.Factor(Pooling);
        if (PoolsAtOnce(s))
        {
            var input = new UnpooledInput(
                Kernels, gradient, MaskOf(s, planes, isPool: true)!, factor, rows, stage.Shape.Width);
            return new GradientSource(s, null, input);
        }

        var unpooled = _transients.Next(stage.Shape, rows);
        var errors = _context.Errors(stage.Relu);
        if (errors is not null)
        {
            _context.Add(stage.Relu!.Name, "losses", errors.GradientSteps(planes[s].Features!, unpooled, adds: false));
            _context.Add(
                stage.Relu.Name, "backward", new MaskStep(Kernels, MaskOf(s, planes, isPool: false)!, unpooled));
        }

        _context.Add(stage.Pool.Name, "backward", Pooling == Pooling.L2
            ? new L2UnpoolingStep(
                planes[s].Features!, planes[s].Pooled ?? _output!, gradient, unpooled, adds: errors is not null)
            : new UnpoolingStep(
                Kernels, gradient, MaskOf(s, planes, isPool: true)!, factor, unpooled, adds: errors is not null));
        return InPlanes(s, AddRawErrors(s, planes, unpooled, adds: true));
    }

    private FeaturePlanes AddRawErrors(int s, StagePlanes[] planes, FeaturePlanes gradient, bool adds)
    {
        if (_context.Errors(_stages[s].Convolution) is { } errors)
        {
            _context.Add(
                _stages[s].Convolution.Name, "losses", errors.GradientSteps(planes[s].Raw!, gradient, adds));
        }

        return gradient;
    }

    private static GradientSource InPlanes(int s, FeaturePlanes planes) =>
        new(s, planes, new PlaneInput(planes, Padding.Zero));

    // The gradient of what comes out of a stage, from the next stage's, if there is one, and the layer's own errors.
    private FeaturePlanes AddOutputGradient(int s, GradientSource? source, StagePlanes[] planes, Rows rows)
    {
        var stage = _stages[s];
        var gradient = _transients.Next(stage.OutputShape, rows);
        var layer = stage.Pool ?? stage.Relu;
        if (layer is not null)
        {
            var features = s < planes.Length ? (stage.Pool is null ? planes[s].Features : planes[s].Pooled) : null;
            var mask = stage.Pool is null ? MaskOf(s, planes, isPool: false) : null;
            AddGradient(layer, source, features, gradient, mask);
        }

        return gradient;
    }

    private FeaturePlanes AddInputGradient(GradientSource source, Rows own, NetworkLayer? layer, WorkBuffer? buffer)
    {
        var gradient = buffer is null
            ? _transients.Next(InputShape, own)
            : new FeaturePlanes(InputShape, own, buffer);
        AddGradient(layer!, source, _input, gradient, mask: null);
        return gradient;
    }

    private void AddGradient(
        NetworkLayer layer, GradientSource? source, FeaturePlanes? features, FeaturePlanes gradient, GradientMask? mask)
    {
        var errors = _context.Errors(layer);
        if (source is null || InnerPadding == Padding.Zero)
        {
            var product = source is null || !IsWinograd(source)
                ? null
                : errors?.StyleStep(features!, gradient, adds: false);
            IStep[] before = errors is null ? []
                : [
                    .. product is null
                        ? errors.GradientSteps(features!, gradient, adds: false)
                        : errors.ContentSteps(features!, gradient, adds: false),
                ];
            _context.Add(layer.Name, "losses", before);
            if (source is not null)
            {
                AddConvolution(source, gradient, withBorder: false, adds: before.Length > 0, mask, product);
            }
            else if (mask is not null)
            {
                _context.Add(layer.Name, "backward", new MaskStep(Kernels, mask, gradient));
            }

            return;
        }

        // Where edges were repeated, their gradient is whole only when the border's has been added to it.
        AddConvolution(source, gradient, withBorder: true, adds: false, mask: null);
        _context.Add(layer.Name, "backward", new FoldBorderStep(gradient));
        if (errors is not null)
        {
            _context.Add(layer.Name, "losses", errors.GradientSteps(features!, gradient, adds: true));
        }

        if (mask is not null)
        {
            _context.Add(layer.Name, "backward", new MaskStep(Kernels, mask, gradient));
        }
    }

    private void AddConvolution(
        GradientSource source,
        FeaturePlanes gradient,
        bool withBorder,
        bool adds,
        GradientMask? mask,
        DirectStep? product = null)
    {
        var stage = _stages[source.Stage];
        if (source.Planes is not null && !IsWinograd(source))
        {
            _context.Add(stage.Convolution.Name, "backward", new SealBorderStep(source.Planes));
        }

        _context.AddConvolution(
            stage,
            isBackward: true,
            source.Planes,
            source.Tiles,
            ConvolutionArea.Of(gradient.Rows, gradient.Height, gradient.Width, withBorder),
            new ConvolutionEnd { Output = gradient, Adds = adds, Product = product, Mask = mask });
    }

    private bool IsWinograd(GradientSource source) =>
        PlanContext.Method(_stages[source.Stage], isBackward: true) is not null;

    private GradientMask? MaskOf(int s, StagePlanes[] planes, bool isPool)
    {
        var memory = _memory[s];
        var isKept = isPool ? memory.KeepsPoolMask : memory.KeepsReluMask;
        return isKept
            ? new GradientMask(
                Kernels, _stages[s].Shape, _stages[s].Shape.AllRows, (isPool ? memory.PoolMask : memory.ReluMask)!)
            : isPool ? planes[s].PoolMask : planes[s].ReluMask;
    }

    /// <summary>The gradient of a stage's convolution: in planes, or only tile by tile.</summary>
    private sealed record GradientSource(int Stage, FeaturePlanes? Planes, ConvolutionInput Tiles);
}
