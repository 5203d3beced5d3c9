using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Losses;

/// <summary>The features a layer should have.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Weight">Its share of the content loss; the shares sum to 1.</param>
/// <param name="Features">The content picture's features, at the size of the picture being optimised.</param>
public sealed record ContentTarget(string Layer, double Weight, FeatureMap Features);

/// <summary>The correlations a layer's features should have.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Weight">Its share of the style loss; the shares sum to 1.</param>
/// <param name="Gram">The style's Gram matrix.</param>
public sealed record StyleTarget(string Layer, double Weight, GramMatrix Gram);

/// <summary>
/// total = ContentWeight * content + StyleWeight * style + TvWeight * tv, where content and style are the sums over
/// their targets of the target's weight times its error (Gatys, Ecker and Bethge 2016, equation 7).
/// </summary>
public sealed record LossFunction
{
    /// <summary>The content's targets; may be empty.</summary>
    public IReadOnlyList<ContentTarget> Content { get; init; } = [];

    /// <summary>The style's targets; may be empty.</summary>
    public IReadOnlyList<StyleTarget> Style { get; init; } = [];

    /// <summary>Weight of the content loss.</summary>
    public double ContentWeight { get; init; }

    /// <summary>Weight of the style loss.</summary>
    public double StyleWeight { get; init; }

    /// <summary>Weight of the total variation.</summary>
    public double TvWeight { get; init; }

    /// <summary>How a difference becomes one number.</summary>
    public ErrorMeasure Error { get; init; }

    /// <summary>What Gram matrices are divided by when they are compared.</summary>
    public GramNormalization Gram { get; init; }

    /// <summary>Which total variation.</summary>
    public TotalVariationKind Tv { get; init; }

    /// <summary>Range of a pixel in the units of a sum-of-squares total variation.</summary>
    public double PixelRange { get; init; } = 1;

    /// <summary>The loss that settings ask for.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="content">The content's targets.</param>
    /// <param name="style">The style's targets.</param>
    internal static LossFunction For(
        TransferSettings settings, IReadOnlyList<ContentTarget> content, IReadOnlyList<StyleTarget> style) => new()
        {
            Content = content,
            Style = style,
            ContentWeight = settings.ContentWeight,
            StyleWeight = settings.StyleWeight,
            TvWeight = settings.TvWeight,
            Error = settings.Error,
            Gram = settings.Gram,
            Tv = settings.Tv,
            PixelRange = settings.PixelRange,
        };
}

/// <summary>
/// The losses of one evaluation, each before its weight but the total. Reused from iteration to iteration.
/// </summary>
public sealed class LossTerms
{
    private readonly double[] _styleLayers;
    private readonly double[] _contentLayers;

    /// <summary>Makes room for the losses of a function.</summary>
    /// <param name="loss">The function.</param>
    public LossTerms(LossFunction loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _styleLayers = new double[loss.Style.Count];
        _contentLayers = new double[loss.Content.Count];
    }

    /// <summary>The weighted sum that is minimised.</summary>
    public double Total { get; set; }

    /// <summary>The content loss.</summary>
    public double Content { get; set; }

    /// <summary>The style loss: the sum over layers of weight times error.</summary>
    public double Style { get; set; }

    /// <summary>
    /// The error of each style target, in the order of <see cref="LossFunction.Style"/>, before its weight.
    /// </summary>
    public Span<double> StyleLayers => _styleLayers;

    /// <summary>The same errors as a list, which changes with the next evaluation.</summary>
    internal IReadOnlyList<double> StyleLayerList => _styleLayers;

    /// <summary>
    /// The error of each content target, in the order of <see cref="LossFunction.Content"/>, before its weight.
    /// </summary>
    public Span<double> ContentLayers => _contentLayers;

    /// <summary>The total variation.</summary>
    public double TotalVariation { get; set; }
}
