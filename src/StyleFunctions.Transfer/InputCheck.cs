using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>Whether settings, pictures and network fit together: found before any work is done.</summary>
public static class InputCheck
{
    /// <summary>Checks everything that can be known without the network's weights.</summary>
    /// <param name="network">The network's architecture.</param>
    /// <param name="inputs">The pictures.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="InvalidSettingException">Something does not fit; the message says what is allowed.</exception>
    public static void Check(NetworkArchitecture network, TransferInputs inputs, TransferSettings settings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(settings);
        if (inputs.Styles.Count == 0)
        {
            throw new InvalidSettingException("style", "At least one style picture is needed.");
        }

        CheckSamples(inputs);
        CheckStyleWeights(inputs, settings);
        if (!Starts.Names.Contains(settings.Init) && inputs.Start is null)
        {
            throw new InvalidSettingException(
                Starts.Setting, $"The picture '{settings.Init}' to start from is missing.");
        }

        foreach (var (layer, setting) in NamedLayers(settings))
        {
            network.Layer(layer, setting);
        }

        var scales = ScalePyramid.For(settings, inputs.Content.Width, inputs.Content.Height);
        CheckLargest(network, settings, scales[^1]);
        CheckSmallest(network, inputs, settings, scales);
    }

    /// <summary>Checks that a network's weights reach as far as the layers that settings compare.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="InvalidSettingException">They end before; the message says where.</exception>
    public static void CheckWeights(Network network, TransferSettings settings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var (layer, setting) in NeededLayers(settings))
        {
            if (network.FirstWithoutWeights(layer) is { } missing)
            {
                throw new InvalidSettingException(
                    setting,
                    $"The weights end before {missing}, which {layer} needs: "
                    + $"choose layers before {missing} for {setting}, or weights that reach further.");
            }
        }
    }

    private static IEnumerable<(string Layer, string Setting)> NamedLayers(TransferSettings settings) =>
        settings.StyleLayers.Layers.Select(l => (l, "style-layers"))
            .Concat(settings.ContentLayers.Layers.Select(l => (l, "content-layers")));

    // A loss of weight 0 is not computed, so its layers may be anything that exists.
    private static IEnumerable<(string Layer, string Setting)> NeededLayers(TransferSettings settings) =>
        NamedLayers(settings).Where(l =>
            l.Setting == "style-layers" ? settings.StyleWeight > 0 : settings.ContentWeight > 0);

    private static void CheckSamples(TransferInputs inputs)
    {
        Check(inputs.Content, "content", "The content picture");
        for (var i = 0; i < inputs.Styles.Count; i++)
        {
            Check(inputs.Styles[i], "style", StyleName(inputs, i));
        }

        if (inputs.Start is not null)
        {
            Check(inputs.Start, Starts.Setting, "The picture to start from");
        }

        static void Check(Picture picture, string setting, string name)
        {
            var index = FirstNonFinite(picture.Samples);
            var plane = picture.Width * picture.Height;
            if (index < 0 && FirstNonFinite(picture.Alpha) is >= 0 and var position)
            {
                (index, name) = (position, $"{name}'s alpha");
            }

            if (index >= 0)
            {
                throw new InvalidSettingException(
                    setting,
                    $"{name} has an infinite sample, or one that is not a number, at column "
                    + $"{index % plane % picture.Width}, row {index % plane / picture.Width}; samples are 0 to 1.");
            }
        }

        // Not a number is in no range.
        static int FirstNonFinite(ReadOnlySpan<float> samples) =>
            samples.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
    }

    private static string StyleName(TransferInputs inputs, int index) =>
        inputs.Styles.Count == 1 ? "The style picture" : $"Style picture {index + 1}";

    private static void CheckStyleWeights(TransferInputs inputs, TransferSettings settings)
    {
        if (settings.StyleWeights.Count == 0)
        {
            return;
        }

        if (settings.StyleWeights.Count != inputs.Styles.Count)
        {
            throw new InvalidSettingException(
                "style-weights",
                $"style-weights has {settings.StyleWeights.Count} weights, but the number of style pictures is "
                + $"{inputs.Styles.Count}; give one for each.");
        }

        if (settings.StyleWeights.Sum() <= 0)
        {
            throw new InvalidSettingException(
                "style-weights", "Every style weight is 0; at least one must be larger.");
        }
    }

    // An array holds 2^31 numbers: the pixels, and a content layer's features, must fit into one.
    private static void CheckLargest(NetworkArchitecture network, TransferSettings settings, TransferScale last)
    {
        double pixels = last.CanvasPixels;
        var largest = settings.ContentWeight > 0
            ? settings.ContentLayers.Layers.Select(l => network.Layer(l))
                .Max(l => l.OutputChannels * pixels / ((double)l.Stride * l.Stride))
            : 0;
        var needed = Math.Max(largest, Picture.Channels * pixels);
        if (needed > Array.MaxLength)
        {
            throw new InvalidSettingException(
                "size",
                $"A result of {last.Width} x {last.Height} pixels is more than can be held here; "
                + $"set size to at most {(int)(last.Size * Math.Sqrt(Array.MaxLength / needed))}.");
        }
    }

    private static void CheckSmallest(
        NetworkArchitecture network,
        TransferInputs inputs,
        TransferSettings settings,
        IReadOnlyList<TransferScale> scales)
    {
        var (layer, smallest) = Deepest(network, NeededLayers(settings).Select(l => l.Layer));
        if (Math.Min(scales[0].Width, scales[0].Height) < smallest)
        {
            var size = SizeFor(smallest, inputs.Content);
            var setting = scales.Count > 1 && size <= settings.Size ? "min-size" : "size";
            throw new InvalidSettingException(
                setting,
                $"The content picture is {scales[0].Width} x {scales[0].Height} pixels at the first scale, but {layer} "
                + $"needs at least {smallest} on each side: set {setting} to at least {size}"
                + (setting == "size" ? ", and min-size as well" : "") + $", or choose layers before {layer}.");
        }

        (layer, smallest) = settings.StyleWeight > 0 ? Deepest(network, settings.StyleLayers.Layers) : ("", 0);
        for (var i = 0; i < inputs.Styles.Count; i++)
        {
            CheckStyle(inputs.Styles[i], StyleName(inputs, i), layer, smallest, scales[0], settings);
        }
    }

    private static void CheckStyle(
        Picture style, string name, string layer, int smallest, TransferScale scale, TransferSettings settings)
    {
        var (width, height) = StyleTransfer.StyleSize(style, scale, settings);
        if (Math.Min(width, height) >= smallest)
        {
            return;
        }

        var scaleNeeded = Math.Ceiling(100.0 * SizeFor(smallest, style) / scale.Size) / 100;
        throw new InvalidSettingException(
            "style-scale",
            $"{name} is {width} x {height} pixels at the first scale, but {layer} needs at least "
            + $"{smallest} on each side: "
            + (Math.Min(style.Width, style.Height) < smallest
                ? "use a larger style picture"
                : FormattableString.Invariant($"set style-scale to at least {scaleNeeded}, or a larger min-size"))
            + $", or choose layers before {layer}.");
    }

    private static (string Layer, int Side) Deepest(NetworkArchitecture network, IEnumerable<string> layers) => layers
        .Select(l => (Layer: l, Side: network.SmallestSide([l])))
        .DefaultIfEmpty((Layer: "", Side: 1))
        .MaxBy(l => l.Side);

    /// <summary>The smallest size of a result that the layers take.</summary>
    internal static int SmallestSize(NetworkArchitecture network, TransferSettings settings, Picture content) =>
        Math.Max(16, SizeFor(network.SmallestSide(NamedLayers(settings).Select(l => l.Layer)), content));

    // The longest side at which a picture of these proportions has a shortest side of some length.
    private static int SizeFor(int shortest, Picture picture) => (int)Math.Ceiling(
        (double)shortest * Math.Max(picture.Width, picture.Height) / Math.Min(picture.Width, picture.Height));
}
