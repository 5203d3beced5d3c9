namespace StyleFunctions.Imaging.Resampling;

/// <summary>The kernel a picture is resampled with.</summary>
public enum ResamplingFilter
{
    /// <summary>A triangle, two samples wide: never overshoots.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -0.5, four samples wide.</summary>
    Bicubic,

    /// <summary>Lanczos' windowed sinc with three lobes, six samples wide.</summary>
    Lanczos,
}
