namespace StyleFunctions.SamplePictures.Tracing;

/// <summary>A camera that looks at a point, upright.</summary>
/// <param name="position">Where it stands.</param>
/// <param name="target">What it looks at.</param>
/// <param name="lens">Half the view's width at a distance of 1.</param>
/// <param name="aspect">Width over height.</param>
internal sealed class Camera(Vector3 position, Vector3 target, float lens, float aspect)
{
    private readonly Vector3 _forward = Vector3.Normalize(target - position);

    public Vector3 Position => position;

    /// <summary>The direction seen at a place in the picture, (0, 0) top left to (1, 1) bottom right.</summary>
    public Vector3 Towards(float x, float y)
    {
        var right = Vector3.Normalize(Vector3.Cross(Vector3.UnitY, _forward));
        var up = Vector3.Cross(_forward, right);
        return Vector3.Normalize(_forward + right * ((2 * x - 1) * lens) + up * ((1 - 2 * y) * lens / aspect));
    }
}
