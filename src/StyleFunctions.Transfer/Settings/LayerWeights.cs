using System.Globalization;

namespace StyleFunctions.Transfer.Settings;

/// <summary>
/// Layers and their relative weights, in the order given: "relu1_1=256,relu2_1=64"; a name alone has weight 1.
/// In a loss the weights are divided by their sum.
/// </summary>
public sealed class LayerWeights : IEquatable<LayerWeights>
{
    private readonly (string Layer, double Weight)[] _items;

    /// <summary>Layers with their weights.</summary>
    /// <param name="items">At least one; names distinct; weights finite and not negative, one of them positive.</param>
    /// <exception cref="FormatException">The items are not as described; the message says which.</exception>
    public LayerWeights(params (string Layer, double Weight)[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = [.. items];
        if (items.Length == 0)
        {
            throw new FormatException("no layer is named");
        }

        foreach (var (layer, weight) in items)
        {
            if (!double.IsFinite(weight) || weight < 0)
            {
                throw new FormatException(
                    FormattableString.Invariant($"the weight of {layer} is {weight}, but must be 0 or more"));
            }

            if (items.Count(i => i.Layer == layer) > 1)
            {
                throw new FormatException($"{layer} is named twice");
            }
        }

        if (items.Sum(i => i.Weight) <= 0)
        {
            throw new FormatException("every weight is 0");
        }
    }

    /// <summary>The layers with their weights as given.</summary>
    public IReadOnlyList<(string Layer, double Weight)> Items => _items;

    /// <summary>The layers' names.</summary>
    public IEnumerable<string> Layers => _items.Select(i => i.Layer);

    /// <summary>The layers with weights that sum to 1.</summary>
    public IEnumerable<(string Layer, double Weight)> Normalized
    {
        get
        {
            var sum = _items.Sum(i => i.Weight);
            return _items.Select(i => (i.Layer, i.Weight / sum));
        }
    }

    /// <summary>Reads the text form.</summary>
    /// <param name="text">Names, or name=weight, separated by commas.</param>
    /// <exception cref="FormatException">The text is not of that form; the message says where.</exception>
    public static LayerWeights Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var items = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new LayerWeights([.. items.Select(ParseItem)]);
    }

    /// <summary>The text form, which <see cref="Parse"/> reads back.</summary>
    public override string ToString() =>
        string.Join(',', _items.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Layer}={i.Weight}")));

    /// <inheritdoc/>
    public bool Equals(LayerWeights? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LayerWeights);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static (string Layer, double Weight) ParseItem(string item)
    {
        var parts = item.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0)
        {
            throw new FormatException($"'{item}' names no layer");
        }

        if (parts.Length == 1)
        {
            return (parts[0], 1);
        }

        return double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
            ? (parts[0], weight)
            : throw new FormatException($"'{parts[1]}' in '{item}' is not a number");
    }
}
