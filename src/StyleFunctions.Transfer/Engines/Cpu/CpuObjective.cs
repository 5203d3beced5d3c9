using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>
/// A loss at one size: the forward pass, the errors at the layers that have targets, and the way back to the pixels.
/// Two buffers hold all gradients in turn, since a layer's is needed only for the one before it.
/// </summary>
internal sealed unsafe class CpuObjective : IObjective
{
    private readonly CpuEngine _engine;
    private readonly LossFunction _loss;
    private readonly ForwardPass _forward;
    private readonly StyleError[] _style;
    private readonly ContentError[] _content;
    private readonly List<IStep> _backward = [];
    private readonly AlignedBuffer[] _gradients;
    private readonly PixelGradientStep? _pixelGradient;
    private readonly PostprocessStep _postprocess;
    private readonly int _pixels;

    public CpuObjective(CpuEngine engine, int height, int width, LossFunction loss)
    {
        _engine = engine;
        _loss = loss;
        _pixels = 3 * height * width;
        _forward = new ForwardPass(
            engine, height, width, [.. loss.Style.Select(t => t.Layer), .. loss.Content.Select(t => t.Layer)]);
        _style = [.. loss.Style.Select(t => new StyleError(engine.Kernels, _forward.Planes(t.Layer), t, loss))];
        _content = [.. loss.Content.Select(t => new ContentError(_forward.Planes(t.Layer), t, loss))];

        var length = _forward.Layers
            .Select((layer, i) => GradientLength(layer, _forward.InputOf(i)))
            .DefaultIfEmpty()
            .Max();
        _gradients = [new AlignedBuffer(length), new AlignedBuffer(length)];
        _pixelGradient = PlanBackward();
        _postprocess = new PostprocessStep(
            engine.Network.Preprocessing, engine.FirstPadding, loss, height, width, _pixelGradient);
    }

    public void Evaluate(ReadOnlySpan<float> pixels, Span<float> gradient, LossTerms terms)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, _pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, _pixels);
        ArgumentNullException.ThrowIfNull(terms);
        fixed (float* source = pixels, target = gradient)
        {
            _forward.Run(_engine.Workers, source);
            MeasureErrors(terms);
            foreach (var step in _backward)
            {
                _engine.Workers.Run(step);
            }

            _postprocess.Pixels = source;
            _postprocess.Gradient = target;
            _engine.Workers.Run(_postprocess);
        }

        terms.TotalVariation = _postprocess.TotalVariation;
        terms.Total = _loss.ContentWeight * terms.Content
            + _loss.StyleWeight * terms.Style
            + _loss.TvWeight * terms.TotalVariation;
    }

    public void Dispose()
    {
        _forward.Dispose();
        _pixelGradient?.Dispose();
        foreach (var buffer in _gradients)
        {
            buffer.Dispose();
        }

        foreach (var style in _style)
        {
            style.Dispose();
        }

        foreach (var content in _content)
        {
            content.Dispose();
        }
    }

    private static long GradientLength(NetworkLayer layer, FeaturePlanes input) => Math.Max(
        FeaturePlanes.RequiredLength(layer.InputChannels, input.Height, input.Width),
        layer.Kind == LayerKind.Pooling
            ? 0
            : FeaturePlanes.RequiredLength(layer.OutputChannels, input.Height, input.Width));

    private void MeasureErrors(LossTerms terms)
    {
        terms.Style = terms.Content = 0;
        for (var i = 0; i < _style.Length; i++)
        {
            terms.StyleLayers[i] = _style[i].Measure(_engine.Workers);
            terms.Style += _loss.Style[i].Weight * terms.StyleLayers[i];
        }

        for (var i = 0; i < _content.Length; i++)
        {
            terms.Content += _loss.Content[i].Weight * _content[i].Measure(_engine.Workers);
        }
    }

    // From the deepest layer to the pixels. At each layer the gradient that comes from behind is joined by that of the
    // layer's own errors, before it goes on through the layer.
    private PixelGradientStep? PlanBackward()
    {
        var layers = _forward.Layers;
        var current = 0;
        FeaturePlanes? gradient = null;
        var isRectified = false; // whether ReLU's gradient, which comes next, was already applied
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            var layer = layers[i];
            var input = _forward.InputOf(i);
            var outputHeight = layer.Kind == LayerKind.Pooling ? input.Height / 2 : input.Height;
            var outputWidth = layer.Kind == LayerKind.Pooling ? input.Width / 2 : input.Width;
            if (gradient is null)
            {
                gradient = new FeaturePlanes(layer.OutputChannels, outputHeight, outputWidth, _gradients[current]);
                _backward.Add(new ClearStep(gradient));
            }

            isRectified = AddErrorGradients(layer, gradient, isRectified);
            switch (layer.Kind)
            {
                case LayerKind.Relu:
                    if (!isRectified)
                    {
                        _backward.Add(new ReluGradientStep(_forward.Planes(layer.Name), gradient));
                    }

                    isRectified = false;
                    continue;

                case LayerKind.Pooling:
                    var unpooled = new FeaturePlanes(
                        layer.InputChannels, input.Height, input.Width, _gradients[current ^= 1]);
                    isRectified = layers[i - 1].Kind == LayerKind.Relu && !HasErrors(layers[i - 1]);
                    _backward.Add(new PoolingGradientStep(
                        _engine.Pooling, input, _forward.Planes(layer.Name), gradient, unpooled, isRectified));
                    gradient = unpooled;
                    continue;
            }

            _backward.Add(new SealBorderStep(gradient));
            if (i == 0)
            {
                var pixels = new PixelGradientStep(_engine.Kernels, _engine.Network.Weights(layer.Name), gradient);
                _backward.Add(pixels);
                return pixels;
            }

            var isReplicated = _engine.InnerPadding == Settings.Padding.Replicate;
            var inputGradient = new FeaturePlanes(
                layer.InputChannels, input.Height, input.Width, _gradients[current ^= 1]);
            _backward.Add(_engine.Convolution(
                layer.Name, isBackward: true, gradient, inputGradient, TileEnd.Store, withBorder: isReplicated));
            if (isReplicated)
            {
                _backward.Add(new FoldBorderStep(inputGradient));
            }

            gradient = inputGradient;
        }

        return null;
    }

    private bool HasErrors(NetworkLayer layer) =>
        _loss.Style.Any(t => t.Layer == layer.Name) || _loss.Content.Any(t => t.Layer == layer.Name);

    // Adds the steps of a layer's errors. The last style error's applies ReLU's gradient while it is at it.
    private bool AddErrorGradients(NetworkLayer layer, FeaturePlanes gradient, bool isRectified)
    {
        for (var i = 0; i < _content.Length; i++)
        {
            if (_loss.Content[i].Layer == layer.Name)
            {
                _backward.Add(_content[i].GradientStep(gradient));
            }
        }

        for (var i = 0; i < _style.Length; i++)
        {
            if (_loss.Style[i].Layer == layer.Name)
            {
                var isLast = !_loss.Style.Skip(i + 1).Any(t => t.Layer == layer.Name);
                var rectifies = isLast && layer.Kind == LayerKind.Relu;
                _backward.Add(_style[i].GradientStep(gradient, rectifies));
                isRectified |= rectifies;
            }
        }

        return isRectified;
    }
}
