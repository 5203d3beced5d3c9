namespace StyleFunctions.SamplePictures.Tracing;

/// <summary>The light a scene stands in.</summary>
internal sealed record Weather
{
    /// <summary>Towards the sun or lamp.</summary>
    public required Vector3 Sun { get; init; }

    public required Rgb SunLight { get; init; }

    /// <summary>The tangent of the light's angular radius: 0.005 for the sun, more for a window.</summary>
    public float Softness { get; init; } = 0.01f;

    /// <summary>What a ray sees that meets nothing.</summary>
    public required Func<Vector3, Rgb> Sky { get; init; }

    /// <summary>Diffuse light on a surface that faces this way, where nothing stands near.</summary>
    public required Func<Vector3, Rgb> Ambient { get; init; }

    /// <summary>How far things shade each other from the ambient light.</summary>
    public float Reach { get; init; } = 6f;

    /// <summary>The colour of the air in a direction, and the distance at which it has taken over by 1 - 1/e.</summary>
    public required Func<Vector3, Rgb> Air { get; init; }

    public float Visibility { get; init; } = 900f;
}
