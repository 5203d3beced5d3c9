using System.Diagnostics;
using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Resampling;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>
/// Neural style transfer (Gatys, Ecker and Bethge 2016), coarse to fine: at each scale the pixels are optimised until
/// the network sees the content of one picture and the style of others; the result is enlarged and is the start of the
/// next scale.
/// </summary>
public sealed class StyleTransfer : IDisposable
{
    // At a perfectly flat picture of the mean colour the gradient of a network without biases is zero, and nothing
    // would ever change: grey has a grain that nobody sees.
    private const float GreyGrain = 1f / 512;

    // Samples; with fewer, what lingers is too little to be worth a collection.
    private const int LargePicture = 1_000_000;

    private readonly IEngine _engine;
    private readonly TransferInputs _inputs;
    private readonly TransferSettings _settings;
    private readonly IReadOnlyList<TransferScale> _scales;
    private readonly TransferMemory _memory;
    private readonly Stopwatch _clock = new();

    private int _scale;
    private int _iteration;
    private float[] _pixels = [];
    private IOptimizer? _optimizer;
    private IterateAverage? _average;
    private IObjective? _objective;
    private IDescent? _descent;
    private LossTerms? _terms;

    /// <summary>Checks the settings against the pictures and the network; nothing is computed yet.</summary>
    /// <param name="engine">The engine, made for the network, the settings' pooling and their padding.</param>
    /// <param name="inputs">The pictures.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="InvalidSettingException">Settings, pictures and network do not fit together.</exception>
    public StyleTransfer(IEngine engine, TransferInputs inputs, TransferSettings settings)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(settings);
        _engine = engine;
        _settings = settings;
        _scales = ScalePyramid.For(settings, inputs.Content.Width, inputs.Content.Height);
        InputCheck.Check(engine.Network.Architecture, inputs, settings);
        InputCheck.CheckWeights(engine.Network, settings);
        _memory = new TransferMemory(engine, inputs, settings);
        _memory.Check(_scales);
        _inputs = settings.PreserveColor == ColorPreservation.Match
            ? inputs with { Styles = [.. inputs.Styles.Select(s => ColorTransfer.MatchColor(s, inputs.Content))] }
            : inputs;
        BeginScale();
    }

    /// <summary>The sizes the picture goes through.</summary>
    public IReadOnlyList<TransferScale> Scales => _scales;

    /// <summary>What each scale takes, and how it is cut to fit into the memory allowed.</summary>
    public IReadOnlyList<ScaleCost> Costs => [.. _scales.Select(_memory.Cost)];

    /// <summary>Runs to the end, or until it is asked to stop; called again, it goes on where it stopped.</summary>
    /// <param name="onIteration">
    /// Called after every iteration, on the calling thread; may call <see cref="CurrentPicture"/>.
    /// </param>
    /// <param name="cancellation">
    /// Asks to stop; the iteration under way is given up, and done again if it is run again.
    /// </param>
    /// <returns>Whether every iteration was done.</returns>
    /// <exception cref="NonFiniteLossException">
    /// The loss or its gradient is no longer finite; the pixels are still those before that iteration.
    /// </exception>
    public bool Run(Action<TransferProgress> onIteration, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(onIteration);
        _clock.Start();
        while (RunScale(onIteration, cancellation))
        {
            if (_scale == _scales.Count - 1)
            {
                _clock.Stop();
                return true;
            }

            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            _scale++;
            BeginScale();
        }

        _descent?.Fetch(); // so that any thread may look
        _clock.Stop();
        return false;
    }

    /// <summary>
    /// The picture as it stands: the average of the iterates, at its present size, with the content's alpha, and its
    /// colours if they are to be kept.
    /// </summary>
    public Picture CurrentPicture()
    {
        _descent?.Fetch();
        var scale = _scales[_scale];
        var samples = new float[_pixels.Length];
        _average!.CopyTo(samples);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = Math.Clamp(samples[i], 0f, 1f);
        }

        var picture = new Picture(scale.CanvasWidth, scale.CanvasHeight, samples);
        picture = scale.Margin > 0 ? PictureMargin.CutOff(picture, scale.Margin) : picture;
        if (_inputs.Content.Alpha is null && _settings.PreserveColor != ColorPreservation.Luminance)
        {
            return picture;
        }

        var content = Resampler.Resize(_inputs.Content, scale.Width, scale.Height);
        if (_settings.PreserveColor == ColorPreservation.Luminance)
        {
            picture = ColorTransfer.KeepLuminance(picture, content);
        }

        return picture.WithAlpha(content.Alpha);
    }

    /// <summary>The state between two iterations: when <see cref="Run"/> has returned, or in its callback.</summary>
    public TransferState Save()
    {
        _descent?.Fetch();
        return new TransferState(_scale, _iteration, _pixels, _average!.Save(), _optimizer!.Save());
    }

    /// <summary>Takes on a state, and with it the arrays it is made of; <see cref="Run"/> goes on from there.</summary>
    /// <param name="state">From <see cref="Save"/>, of a transfer of the same pictures and settings.</param>
    /// <exception cref="ArgumentException">It is another transfer's.</exception>
    public void Restore(TransferState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var scale = state.Scale < _scales.Count ? _scales[state.Scale] : null;
        if (scale is null || state.Iteration > scale.Iterations
            || state.Pixels.Length != Picture.Channels * scale.CanvasPixels)
        {
            throw new ArgumentException("The saved state is that of another transfer.", nameof(state));
        }

        EndScale();
        (_scale, _iteration, _pixels) = (state.Scale, state.Iteration, state.Pixels);
        _optimizer = MakeOptimizer();
        _optimizer.Restore(state.Optimizer, _pixels.Length);
        _average = new IterateAverage(_pixels, _settings.AverageDecay);
        _average.Restore(state.Average);
    }

    /// <summary>Frees what the engine made ready for the present scale.</summary>
    public void Dispose() => EndScale();

    private IReadOnlyList<double> StyleWeights =>
        _settings.StyleWeights.Count > 0 ? _settings.StyleWeights : [.. _inputs.Styles.Select(_ => 1.0)];

    private IOptimizer MakeOptimizer() => _settings.Optimizer == OptimizerKind.Adam
        ? new Adam(_pixels.Length, _settings.StepSize ?? Adam.DefaultStepSize)
        : new Lbfgs(_settings.History, _settings.StepSize ?? Lbfgs.DefaultStepSize, _settings.PixelRange);

    private void BeginScale()
    {
        var scale = _scales[_scale];
        _iteration = 0;
        if (_optimizer is null)
        {
            _pixels = StartPixels(scale);
            _optimizer = MakeOptimizer();
        }
        else
        {
            var previous = _scales[_scale - 1];
            _average!.CopyTo(_pixels);
            _average = null;

            // Margins are whole pixels, so that the picture may land up to a pixel off, which the content loss mends.
            var picture = new Picture(previous.CanvasWidth, previous.CanvasHeight, _pixels);
            _pixels = Resampler.Resize(picture, scale.CanvasWidth, scale.CanvasHeight).Samples;
            _optimizer.Resize(
                previous.CanvasWidth, previous.CanvasHeight, scale.CanvasWidth, scale.CanvasHeight);
        }

        _average = new IterateAverage(_pixels, _settings.AverageDecay);
    }

    private void EndScale()
    {
        _descent?.Dispose();
        _objective?.Dispose();
        (_descent, _objective) = (null, null);
    }

    private float[] StartPixels(TransferScale scale)
    {
        switch (_settings.Init)
        {
            case Starts.Content:
                return OnCanvas(Resampler.Resize(_inputs.Content, scale.Width, scale.Height), scale).Samples;

            case Starts.Recolored:
                return OnCanvas(Recolored(Resampler.Resize(_inputs.Content, scale.Width, scale.Height)), scale).Samples;

            case Starts.Grey or Starts.Noise:
                var pixels = new float[Picture.Channels * scale.CanvasPixels];
                var generator = new SplitMix64(_settings.Seed);
                var level = _settings.Init == Starts.Noise ? (float)_settings.NoiseLevel : GreyGrain;
                for (var i = 0; i < pixels.Length; i++)
                {
                    var mean = _engine.Network.Preprocessing.MeanColor((int)(i / scale.CanvasPixels));
                    pixels[i] = Math.Clamp(mean + level * generator.NextNormal(), 0, 1);
                }

                return pixels;

            default:
                return OnCanvas(Resampler.Resize(_inputs.Start!, scale.Width, scale.Height), scale).Samples;
        }
    }

    // Colours far from the style's are slow to move: the strokes would be done long before.
    private Picture Recolored(Picture content)
    {
        var weights = StyleWeights;
        var sum = weights.Sum();
        var samples = new float[content.Samples.Length];
        foreach (var (style, weight) in _inputs.Styles.Zip(weights))
        {
            var matched = ColorTransfer.MatchColor(content, style).Samples;
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] += (float)(weight / sum) * matched[i];
            }
        }

        return new Picture(content.Width, content.Height, samples);
    }

    private bool RunScale(Action<TransferProgress> onIteration, CancellationToken cancellation)
    {
        var scale = _scales[_scale];
        if (_iteration == scale.Iterations)
        {
            return true;
        }

        if (cancellation.IsCancellationRequested)
        {
            return false;
        }

        if (!Prepare(scale, cancellation))
        {
            return false;
        }

        var (descent, terms) = (_descent!, _terms!);
        var doneBefore = _scales.Take(_scale).Sum(Work);
        var allWork = _scales.Sum(Work);
        var (startTime, startIteration) = (_clock.Elapsed, _iteration);
        while (_iteration < scale.Iterations)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            try
            {
                if (!descent.Evaluate(terms, cancellation))
                {
                    throw new NonFiniteLossException(
                        scale.Width, scale.Height, _iteration + 1, _engine.Precision);
                }
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            descent.Step();
            _iteration++;

            double pixels = scale.CanvasPixels;
            var done = doneBefore + _iteration * pixels;
            var secondsPerWork = (_clock.Elapsed - startTime).TotalSeconds / ((_iteration - startIteration) * pixels);
            onIteration(new TransferProgress(
                _scale + 1,
                _scales.Count,
                scale.Width,
                scale.Height,
                _iteration,
                scale.Iterations,
                terms.Total,
                terms.Content,
                terms.Style,
                terms.TotalVariation,
                done / allWork,
                _clock.Elapsed,
                TimeSpan.FromSeconds((allWork - done) * secondsPerWork))
            {
                StyleLayerLosses = terms.StyleLayerList,
            });
        }

        descent.Fetch();
        EndScale();
        return true;

        static double Work(TransferScale s) => (double)s.Iterations * s.CanvasPixels;
    }

    // What is prepared is kept when it is stopped, so that it goes on without measuring the targets again.
    private bool Prepare(TransferScale scale, CancellationToken cancellation)
    {
        if (_descent is not null)
        {
            return true;
        }

        try
        {
            EndScale(); // what one that failed left
            ReturnMemory();
            var loss = LossFor(scale, cancellation);
            ReturnMemory();
            _terms = new LossTerms(loss);
            _objective = _engine.Prepare(
                scale.CanvasWidth, scale.CanvasHeight, loss, _memory.ForEvaluation(scale));
            _descent = _objective.Descend(_pixels, _optimizer!, _average!);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private LossFunction LossFor(TransferScale scale, CancellationToken cancellation) => LossFunction.For(
        _settings,
        _settings.ContentWeight > 0 ? ContentTargets(scale, cancellation) : [],
        _settings.StyleWeight > 0 ? StyleTargets(scale, cancellation) : []);

    private ContentTarget[] ContentTargets(TransferScale scale, CancellationToken cancellation)
    {
        var layers = _settings.ContentLayers.Layers;
        var memory = _memory.ForMeasuring(scale, _inputs.Content, scale.CanvasWidth, scale.CanvasHeight);
        var seen = OnCanvas(AtSize(_inputs.Content, scale.Width, scale.Height), scale);
        var features = _engine.Measure(seen, [], layers, memory, cancellation).Features;
        return [.. _settings.ContentLayers.Normalized
            .Select(l => new ContentTarget(l.Layer, l.Weight, features[l.Layer]))];
    }

    private StyleTarget[] StyleTargets(TransferScale scale, CancellationToken cancellation)
    {
        var layers = _settings.StyleLayers.Layers;
        FeatureStatistics[] measured = [.. _inputs.Styles.Select(style =>
            MeasureStyle(scale, style, layers, cancellation))];
        return [.. _settings.StyleLayers.Normalized.Select(l => new StyleTarget(
            l.Layer, l.Weight, GramMatrix.Average([.. measured.Select(m => m.Grams[l.Layer])], StyleWeights)))];
    }

    private FeatureStatistics MeasureStyle(
        TransferScale scale, Picture style, IEnumerable<string> layers, CancellationToken cancellation)
    {
        var (width, height) = StyleSize(style, scale, _settings);
        var memory = _memory.ForMeasuring(scale, style, width, height);
        return _engine.Measure(AtSize(style, width, height), layers, [], memory, cancellation);
    }

    private static Picture OnCanvas(Picture picture, TransferScale scale) =>
        scale.Margin > 0 ? PictureMargin.Add(picture, scale.Margin) : picture;

    // Resampling to its own size would copy a picture to the same bits.
    private static Picture AtSize(Picture picture, int width, int height) =>
        (picture.Width, picture.Height) == (width, height) ? picture : Resampler.Resize(picture, width, height);

    // What a large scale no longer needs goes back to the system now, not when the collector sees a reason to.
    private void ReturnMemory()
    {
        if (_pixels.Length >= LargePicture)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            NativeHeap.Trim();
        }
    }

    /// <summary>The size a style picture is seen at: in proportion to the result, but never enlarged.</summary>
    internal static (int Width, int Height) StyleSize(Picture style, TransferScale scale, TransferSettings settings)
    {
        var wanted = Math.Max(1, (int)Math.Round(scale.Size * settings.StyleScale));
        return ScalePyramid.Fit(style.Width, style.Height, Math.Min(Math.Max(style.Width, style.Height), wanted));
    }
}
