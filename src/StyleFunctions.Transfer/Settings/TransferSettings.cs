namespace StyleFunctions.Transfer.Settings;

/// <summary>
/// Everything that decides what a style transfer computes. The values here are the default preset's for VGG;
/// <see cref="Presets"/> holds where a network or a preset differs. The command line, the HTTP API, the documents and
/// the web page read names, meanings, ranges and defaults from this record, through <see cref="Setting"/>.
/// </summary>
public sealed record TransferSettings
{
    /// <summary>Longest side of the result.</summary>
    [Setting("Longest side of the result, in pixels", Minimum = 16, Maximum = 50_000)]
    public int Size { get; init; } = 512;

    /// <summary>Longest side of the first, coarsest scale.</summary>
    [Setting(
        "Longest side of the first, coarsest scale, in pixels; as large as size for one scale only",
        Minimum = 16, Maximum = 50_000)]
    public int MinSize { get; init; } = 128;

    /// <summary>What is painted beyond each edge and cut off, in parts of the size.</summary>
    [Setting(
        "What is painted beyond each edge and cut off in the end, in parts of the size, so that no frame is left",
        Minimum = 0, Maximum = 0.25)]
    public double Margin { get; init; }

    /// <summary>Iterations at each scale after the first.</summary>
    [Setting("Iterations at each scale after the first", Minimum = 1, Maximum = 1_000_000)]
    public int Iterations { get; init; } = 500;

    /// <summary>
    /// Iterations at the first scale; null for twice <see cref="Iterations"/>, or as many where it is the only one.
    /// </summary>
    [Setting(
        "Iterations at the first scale "
            + "(by default twice as many as at the others, or as many where it is the only one)",
        Minimum = 1, Maximum = 1_000_000)]
    public int? InitialIterations { get; init; }

    /// <summary>Weight of the content loss.</summary>
    [Setting("How strongly the content picture is kept; 0 for texture synthesis", Minimum = 0)]
    public double ContentWeight { get; init; } = 0.015;

    /// <summary>Weight of the style loss.</summary>
    [Setting("How strongly the style is imposed; 0 for content inversion", Minimum = 0)]
    public double StyleWeight { get; init; } = 1;

    /// <summary>Weight of the total variation.</summary>
    [Setting("How strongly the picture is smoothed (total variation)", Minimum = 0)]
    public double TvWeight { get; init; } = 2;

    /// <summary>Relative weights of the style pictures, in their order; empty for equal weights.</summary>
    [Setting(
        "Relative weights of the style pictures, in their order, separated by commas (equal if not given)",
        Minimum = 0)]
    public IReadOnlyList<double> StyleWeights { get; init; } = [];

    /// <summary>Layers whose Gram matrices are matched.</summary>
    [Setting(
        "Layers whose Gram matrices are matched, with relative weights", Allowed = "layer=weight, separated by commas")]
    public LayerWeights StyleLayers { get; init; } =
        new(("relu1_1", 256), ("relu2_1", 64), ("relu3_1", 16), ("relu4_1", 4), ("relu5_1", 1));

    /// <summary>Layers whose feature maps are matched.</summary>
    [Setting(
        "Layers whose feature maps are matched, with relative weights", Allowed = "layer=weight, separated by commas")]
    public LayerWeights ContentLayers { get; init; } = new(("relu4_2", 1));

    /// <summary>Size of the style pictures relative to the result.</summary>
    [Setting(
        "Size of the style pictures relative to the result, though they are never enlarged: "
            + "larger gives larger strokes",
        Minimum = 0.05, Maximum = 20)]
    public double StyleScale { get; init; } = 1;

    /// <summary>What moves the pixels.</summary>
    [Setting("What moves the pixels")]
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>
    /// Step size: Adam's learning rate for pixels in [0, 1], or the factor on L-BFGS' step; null for 0.02 with Adam and
    /// 1 with L-BFGS.
    /// </summary>
    [Setting(
        "Step size: Adam's learning rate (by default 0.02), or the factor on L-BFGS' step (by default 1)",
        Minimum = 1e-6, Maximum = 10)]
    public double? StepSize { get; init; }

    /// <summary>How many of the last steps L-BFGS remembers.</summary>
    [Setting("How many of the last steps L-BFGS remembers", Minimum = 1, Maximum = 1000)]
    public int History { get; init; } = 10;

    /// <summary>
    /// Decay of the moving average of the iterates, which is the picture shown; 0 for the last iterate itself.
    /// </summary>
    [Setting(
        "Decay of the moving average of the iterates, which is the picture shown; 0 for the last iterate",
        Minimum = 0, Maximum = 0.9999)]
    public double AverageDecay { get; init; } = 0.99;

    /// <summary>What the first scale starts from: content, recolored, noise, grey, or a file name.</summary>
    [Setting(
        "What the first scale starts from: the content, the content in the styles' colours, noise, grey, or a picture",
        Allowed = "content, recolored, noise, grey, or a picture file")]
    public string Init { get; init; } = Starts.Content;

    /// <summary>Standard deviation of a noise start around the network's mean colour, pixels in [0, 1].</summary>
    [Setting("Standard deviation of a noise start, in units of the pixel range", Minimum = 0, Maximum = 1)]
    public double NoiseLevel { get; init; } = 0.25;

    /// <summary>Seed of a noise start, and of grey's grain.</summary>
    [Setting("Seed of a noise start, and of the faint grain of a grey one", Minimum = 0)]
    public ulong Seed { get; init; }

    /// <summary>How the network halves its feature maps.</summary>
    [Setting("How the network halves its feature maps")]
    public Pooling Pooling { get; init; } = Pooling.Max;

    /// <summary>What stands beyond the edge for the first convolution.</summary>
    [Setting("What the first convolution sees beyond the picture's edge")]
    public Padding Padding { get; init; } = Padding.Replicate;

    /// <summary>How a difference becomes one number.</summary>
    [Setting("How a difference between features or Gram matrices becomes one number")]
    public ErrorMeasure Error { get; init; } = ErrorMeasure.ScaledSquare;

    /// <summary>What F F^T is divided by.</summary>
    [Setting("What a Gram matrix is divided by")]
    public GramNormalization Gram { get; init; } = GramNormalization.Positions;

    /// <summary>Which total variation smooths the picture.</summary>
    [Setting("Which total variation smooths the picture")]
    public TotalVariationKind Tv { get; init; } = TotalVariationKind.NinePoint;

    /// <summary>
    /// Range of a pixel in the optimiser's units: L-BFGS' first step and a sum-of-squares total variation depend on it.
    /// </summary>
    [Setting(
        "Range of a pixel in the optimiser's units (1, or 255 as networks from Caffe have it)",
        Minimum = 1, Maximum = 65535)]
    public double PixelRange { get; init; } = 1;

    /// <summary>How the content's colours are kept.</summary>
    [Setting("How the content picture's colours are kept")]
    public ColorPreservation PreserveColor { get; init; } = ColorPreservation.None;

    /// <summary>
    /// Bytes that the whole process may use; null for no limit. Larger pictures than fit are computed in pieces, which
    /// changes the order of sums: a transfer that is to be repeated to the byte needs the same number.
    /// </summary>
    [Setting(
        "Memory that all of it may use; larger pictures are computed in pieces, exactly but slower",
        Allowed = "a number of bytes, such as 800MB, 2GB or 1.5GiB")]
    public long? Memory { get; init; }
}
