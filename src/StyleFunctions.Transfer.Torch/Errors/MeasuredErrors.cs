using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>The errors of one evaluation, on the device until all are fetched in one go.</summary>
internal sealed class MeasuredErrors(LossFunction loss) : IDisposable
{
    /// <summary>By the style's targets.</summary>
    public torch.Tensor?[] Style { get; } = new torch.Tensor?[loss.Style.Count];

    /// <summary>By the content's targets.</summary>
    public torch.Tensor?[] Content { get; } = new torch.Tensor?[loss.Content.Count];

    /// <summary>The total variation.</summary>
    public torch.Tensor? TotalVariation { get; set; }

    /// <summary>The sum over the gradient, float64: finite if all of it is.</summary>
    public torch.Tensor? GradientSum { get; set; }

    private IEnumerable<torch.Tensor> All =>
        Style.Concat(Content).Append(TotalVariation).Append(GradientSum).OfType<torch.Tensor>();

    /// <summary>Brings them to the process and adds them up.</summary>
    /// <param name="terms">Receives them.</param>
    /// <returns>Whether the total and the gradient are finite.</returns>
    public bool Fetch(LossTerms terms)
    {
        using var all = torch.stack(All);
        var values = HostTensor.Doubles(all).AsSpan();
        values[..Style.Length].CopyTo(terms.StyleLayers);
        values.Slice(Style.Length, Content.Length).CopyTo(terms.ContentLayers);
        terms.TotalVariation = values[^2];
        terms.Style = terms.Content = 0;
        for (var i = 0; i < Style.Length; i++)
        {
            terms.Style += loss.Style[i].Weight * terms.StyleLayers[i];
        }

        for (var i = 0; i < Content.Length; i++)
        {
            terms.Content += loss.Content[i].Weight * terms.ContentLayers[i];
        }

        terms.Total = loss.ContentWeight * terms.Content
            + loss.StyleWeight * terms.Style
            + loss.TvWeight * terms.TotalVariation;
        return double.IsFinite(terms.Total) && double.IsFinite(values[^1]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var error in All)
        {
            error.Dispose();
        }
    }
}
