namespace StyleFunctions.SamplePictures.Painting;

/// <summary>The thickness of the paint, and the light that rakes across it.</summary>
internal sealed class Relief(int width, int height)
{
    private readonly float[] _thickness = new float[width * height];

    public ref float this[int x, int y] => ref _thickness[y * width + x];

    /// <summary>Lights the paint from the upper left.</summary>
    /// <param name="canvas">The colours to light.</param>
    /// <param name="depth">How steep the paint is taken to be.</param>
    /// <param name="gloss">The strength of highlights on wet ridges.</param>
    public void Light(Canvas canvas, float depth, float gloss)
    {
        var lamp = Vector3.Normalize(new Vector3(-0.55f, -0.65f, 0.75f));
        var half = Vector3.Normalize(lamp + Vector3.UnitZ);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var dx = this[Math.Min(x + 1, width - 1), y] - this[Math.Max(x - 1, 0), y];
                var dy = this[x, Math.Min(y + 1, height - 1)] - this[x, Math.Max(y - 1, 0)];
                var normal = Vector3.Normalize(new Vector3(-dx * depth, -dy * depth, 1));
                var shade = Vector3.Dot(normal, lamp) / lamp.Z;
                var shine = MathF.Pow(Tone.Clamp(Vector3.Dot(normal, half)), 40f) - MathF.Pow(half.Z, 40f);
                ref var pixel = ref canvas[x, y];
                pixel = pixel * (0.42f + 0.58f * shade) + new Rgb(gloss * MathF.Max(0, shine));
            }
        }
    }
}
