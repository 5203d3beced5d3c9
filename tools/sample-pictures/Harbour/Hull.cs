using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>Where a hull floats and how large it is.</summary>
/// <param name="At">The middle of its waterline.</param>
/// <param name="Heading">Degrees from straight away (+z) towards the right (+x).</param>
/// <param name="Length">From stem to stern.</param>
/// <param name="Beam">Its greatest width.</param>
/// <param name="Freeboard">From the water to the deck, amidships.</param>
internal sealed record Hull(Vector3 At, float Heading, float Length, float Beam, float Freeboard)
{
    public Vector3 Ahead => new(MathF.Sin(Heading * MathF.PI / 180f), 0, MathF.Cos(Heading * MathF.PI / 180f));

    public Vector3 Abeam => new(Ahead.Z, 0, -Ahead.X);

    /// <summary>A place aboard: lengths ahead of the middle, half-beams to the right, metres above the water.</summary>
    public Vector3 Aboard(float ahead, float abeam, float height) =>
        At + Ahead * (ahead * Length) + Abeam * (abeam * Beam / 2) + Vector3.UnitY * height;

    /// <summary>Half the width, as a share of half the beam, at t from stern (0) to stem (1).</summary>
    public static float Breadth(float t) => t < 0.45f ? Tone.Mix(0.72f, 1f, Tone.Step(0f, 0.45f, t))
        : MathF.Sqrt(MathF.Max(0, 1 - MathF.Pow((t - 0.45f) / 0.55f, 2.4f)));

    /// <summary>The sheer: the height of the deck's edge at t from stern to stem.</summary>
    public float Sheer(float t) =>
        Freeboard * (1f + 1.5f * MathF.Pow(MathF.Max(0, t - 0.4f), 2f) + 0.35f * MathF.Pow(MathF.Max(0, 0.4f - t), 2f));
}
