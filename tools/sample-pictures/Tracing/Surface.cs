namespace StyleFunctions.SamplePictures.Tracing;

/// <summary>What a surface looks like at a point.</summary>
/// <param name="Color">The share of light it scatters, linear.</param>
/// <param name="Mirror">The share of light it mirrors when seen straight on; more at grazing angles.</param>
/// <param name="Glow">Light of its own.</param>
/// <param name="Sheen">The strength of a broad highlight.</param>
/// <param name="Facing">The way it faces, where ripples or dents bend it away from its shape.</param>
internal readonly record struct Finish(
    Rgb Color, float Mirror = 0f, Rgb Glow = default, float Sheen = 0f, Vector3? Facing = null);

/// <summary>
/// A point on a surface: where it is, which way it faces (never away from the viewer), its own coordinates.
/// </summary>
internal readonly record struct SurfacePoint(Vector3 Position, Vector3 Normal, Vector2 Uv, float Distance);

/// <summary>The look of a surface, point by point.</summary>
internal delegate Finish Surface(in SurfacePoint point);
