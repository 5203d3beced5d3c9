using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>The time and memory a transfer will take on this machine.</summary>
/// <param name="Scales">Scale by scale.</param>
public sealed record TransferEstimate(IReadOnlyList<ScaleEstimate> Scales)
{
    // Measuring goes through the network once, an evaluation there and back.
    private const double MeasuringShare = 0.35;

    /// <summary>The time of the whole transfer.</summary>
    public TimeSpan Time => Scales.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Time);

    /// <summary>Memory of the process at its largest.</summary>
    public long Bytes => Scales.Max(s => s.Cost.Bytes);

    /// <summary>
    /// Runs a few iterations at the smaller scales, which takes some seconds, and concludes from the largest of them on
    /// the others.
    /// </summary>
    /// <param name="engine">The engine, made for the network, the settings' pooling and their padding.</param>
    /// <param name="inputs">The pictures.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="InvalidSettingException">Settings, pictures and network do not fit together.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static TransferEstimate For(
        IEngine engine, TransferInputs inputs, TransferSettings settings, CancellationToken cancellation = default)
    {
        var (memory, scales) = Check(engine, inputs, settings);
        var clock = new IterationClock(engine, settings, memory);
        return new TransferEstimate([.. scales.Select(Estimate)]);

        ScaleEstimate Estimate(TransferScale scale)
        {
            var cost = memory.Cost(scale);
            var (evaluation, update, preparation) = clock.Measure(cost, inputs, cancellation);
            double pixels = scale.CanvasPixels;
            var stylePixels = inputs.Styles.Sum(s => Pixels(StyleTransfer.StyleSize(s, scale, settings)));
            var measured = (settings.ContentWeight > 0 ? 1 : 0)
                + (settings.StyleWeight > 0 ? stylePixels / pixels : 0);
            var iteration = evaluation + update;
            return new ScaleEstimate(
                cost,
                TimeSpan.FromSeconds(iteration),
                TimeSpan.FromSeconds(
                    (scale.Iterations * iteration) + (MeasuringShare * measured * evaluation) + preparation));
        }

        static double Pixels((int Width, int Height) size) => (double)size.Width * size.Height;
    }

    /// <summary>What each scale takes, as <see cref="StyleTransfer.Costs"/> has it; nothing is computed.</summary>
    /// <param name="engine">The engine, made for the network, the settings' pooling and their padding.</param>
    /// <param name="inputs">The pictures.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="InvalidSettingException">Settings, pictures and network do not fit together.</exception>
    public static IReadOnlyList<ScaleCost> Costs(IEngine engine, TransferInputs inputs, TransferSettings settings)
    {
        var (memory, scales) = Check(engine, inputs, settings);
        return [.. scales.Select(memory.Cost)];
    }

    private static (TransferMemory Memory, IReadOnlyList<TransferScale> Scales) Check(
        IEngine engine, TransferInputs inputs, TransferSettings settings)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(settings);
        InputCheck.Check(engine.Network.Architecture, inputs, settings);
        InputCheck.CheckWeights(engine.Network, settings);
        var memory = new TransferMemory(engine, inputs, settings);
        var scales = ScalePyramid.For(settings, inputs.Content.Width, inputs.Content.Height);
        memory.Check(scales);
        return (memory, scales);
    }
}
