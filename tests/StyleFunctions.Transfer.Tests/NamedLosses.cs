using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Tests;

/// <summary>The losses of one evaluation, expected or found, each before its weight but the total.</summary>
internal sealed record NamedLosses(
    double Total,
    double Content,
    double Style,
    IReadOnlyList<double> StyleLayers,
    double TotalVariation)
{
    public static NamedLosses From(LossTerms terms) =>
        new(terms.Total, terms.Content, terms.Style, [.. terms.StyleLayers], terms.TotalVariation);

    /// <summary>Every loss under its name.</summary>
    public IEnumerable<(string Name, double Value)> Named =>
    [
        ("total", Total),
        ("content", Content),
        ("style", Style),
        .. StyleLayers.Select((value, i) => ($"style target {i}", value)),
        ("total variation", TotalVariation),
    ];
}
