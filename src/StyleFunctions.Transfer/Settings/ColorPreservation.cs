namespace StyleFunctions.Transfer.Settings;

/// <summary>
/// How the content picture's colours are kept (Gatys et al. 2016, "Preserving Color in Neural Artistic Style
/// Transfer").
/// </summary>
public enum ColorPreservation
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>The result's luminance is put together with the content's chroma.</summary>
    Luminance,

    /// <summary>The style's colours are matched to the content's before the transfer.</summary>
    Match,
}
