using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>Whether settings, pictures and network fit together: found before any work is done.</summary>
internal static class InputCheck
{
    /// <summary>Checks everything that can be known before the first iteration.</summary>
    /// <exception cref="InvalidSettingException">Something does not fit; the message says what, and what is allowed.</exception>
    public static void Check(
        Network network, TransferInputs inputs, TransferSettings settings, IReadOnlyList<TransferScale> scales)
    {
        if (inputs.Styles.Count == 0)
        {
            throw new InvalidSettingException("style", "At least one style picture is needed.");
        }

        CheckStyleWeights(inputs, settings);
        if (settings.Init is not ("content" or "noise" or "grey") && inputs.Start is null)
        {
            throw new InvalidSettingException("init", $"The picture '{settings.Init}' to start from is missing.");
        }

        CheckLayers(network, settings.ContentLayers, settings.ContentWeight, "content-layers");
        CheckLayers(network, settings.StyleLayers, settings.StyleWeight, "style-layers");
        CheckSizes(network.Architecture, inputs, settings, scales);
    }

    private static void CheckLayers(Network network, LayerWeights layers, double weight, string setting)
    {
        foreach (var layer in layers.Layers)
        {
            network.Architecture.Layer(layer, setting);
            if (weight > 0 && network.FirstWithoutWeights(layer) is { } missing)
            {
                throw new InvalidSettingException(
                    setting,
                    $"The weights end before {missing}, which {layer} needs: "
                    + $"choose layers before {missing} for --{setting}, or weights that reach further.");
            }
        }
    }

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
                $"There are {settings.StyleWeights.Count} weights for {inputs.Styles.Count} style pictures; give one for each.");
        }

        if (settings.StyleWeights.Sum() <= 0)
        {
            throw new InvalidSettingException("style-weights", "Every style weight is 0; at least one must be larger.");
        }
    }

    private static void CheckSizes(
        NetworkArchitecture network, TransferInputs inputs, TransferSettings settings, IReadOnlyList<TransferScale> scales)
    {
        var first = scales[0];
        var firstSize = scales.Count > 1 ? "min-size" : "size"; // the setting that makes the first scale larger
        var styleLayers = settings.StyleWeight > 0 ? settings.StyleLayers.Layers.ToArray() : [];
        string[] layers = [.. styleLayers, .. settings.ContentWeight > 0 ? settings.ContentLayers.Layers : []];
        CheckSize(network, layers, first.Width, first.Height, "The content picture", firstSize);
        for (var i = 0; i < inputs.Styles.Count; i++)
        {
            var (width, height) = StyleTransfer.StyleSize(inputs.Styles[i], first, settings);
            var what = inputs.Styles.Count == 1 ? "The style picture" : $"Style picture {i + 1}";
            CheckSize(network, styleLayers, width, height, what, "style-scale");
        }
    }

    private static void CheckSize(
        NetworkArchitecture network, string[] layers, int width, int height, string what, string setting)
    {
        var smallest = network.SmallestSide(layers);
        if (Math.Min(width, height) < smallest)
        {
            var deepest = layers.First(l => network.Layer(l).Stride == smallest);
            throw new InvalidSettingException(
                setting,
                $"{what} is {width} x {height} pixels at the first scale, but {deepest} needs at least {smallest} on each side: "
                + $"raise --{setting}, use a larger picture, or choose layers before {deepest}.");
        }
    }
}
