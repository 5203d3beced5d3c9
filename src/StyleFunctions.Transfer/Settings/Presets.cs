using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Settings;

/// <summary>Named sets of settings. Every network carries its own values for the default preset.</summary>
public static class Presets
{
    /// <summary>Coarse to fine with Adam: the settings a network looks best with.</summary>
    public const string Default = "default";

    /// <summary>
    /// jcjohnson/neural-style's objective: content and five style layers with equal weights, mean squares, Gram over
    /// C H W, one scale, L-BFGS with a history of 100 from a noise start.
    /// </summary>
    public const string Gatys = "gatys";

    /// <summary>The names of all presets.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, Gatys];

    /// <summary>The settings of a preset for a network.</summary>
    /// <param name="preset">One of <see cref="Names"/>.</param>
    /// <param name="network">The network's architecture.</param>
    /// <param name="preprocessing">What its weights expect as input.</param>
    /// <exception cref="InvalidSettingException">There is no such preset.</exception>
    public static TransferSettings For(string preset, NetworkArchitecture network, Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(preprocessing);
        return preset switch
        {
            Default => network.DefaultSettings,
            Gatys => Adapted(GatysSettings, preprocessing),
            _ => throw new InvalidSettingException(
                "preset",
                $"There is no preset '{preset}' among {string.Join(" and ", Names)}"
                + DidYouMean.Suggest(preset, Names)),
        };
    }

    // Exact with weights converted from the original Caffe VGG; Adapted for any other network.
    private static TransferSettings GatysSettings { get; } = new()
    {
        MinSize = 50_000, // larger than any size: one scale
        Iterations = 1000,
        ContentWeight = 5,
        StyleWeight = 500, // 100 for each of five layers
        TvWeight = 1e-3,
        StyleLayers = new LayerWeights(("relu1_1", 1), ("relu2_1", 1), ("relu3_1", 1), ("relu4_1", 1), ("relu5_1", 1)),
        Optimizer = OptimizerKind.Lbfgs,
        History = 100,
        AverageDecay = 0,
        Init = Starts.Noise,
        NoiseLevel = 0.001 / 255,
        Padding = Padding.Zero,
        Error = ErrorMeasure.MeanSquare,
        Gram = GramNormalization.PositionsAndChannels,
        Tv = TotalVariationKind.SumOfSquares,
        PixelRange = 255, // jcjohnson multiplies by 256; 255 as in ProGamerGov's port and in the weights' own training
    };

    // A network that reads pixels of [0, 1] over their deviation has features some 58 times smaller than one that
    // reads bytes: content falls with their square, style with their fourth power, and gradients with them, until
    // L-BFGS takes every pair for one without curvature and stands still. Weights that make up for it keep the
    // objective.
    private static TransferSettings Adapted(TransferSettings settings, Preprocessing preprocessing)
    {
        var ratio = 255 * Math.Round(preprocessing.Deviation.Average(), 3) / preprocessing.Scale;
        return settings with
        {
            ContentWeight = settings.ContentWeight * Math.Pow(ratio, 2),
            StyleWeight = settings.StyleWeight * Math.Pow(ratio, 4),
        };
    }
}
