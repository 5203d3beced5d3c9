using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.StillLife;

/// <summary>
/// A still life, 512 x 512: a bowl of fruit, a jug with sunflowers and a cloth, in light from a window. Units are
/// decimetres.
/// </summary>
internal static class StillLifeScene
{
    private const int Size = 512;
    private const int RaysPerSide = 4;

    public static Picture Paint()
    {
        var mesh = new Mesh();
        Room.Build(mesh);
        Tableware.Build(mesh);
        Fruit.Build(mesh);
        Flowers.Build(mesh, new(-1.55f, 3.0f, 1.0f));

        var weather = new Weather
        {
            Sun = Vector3.Normalize(new Vector3(-0.78f, 0.62f, -0.32f)),
            SunLight = new Rgb(1.0f, 0.80f, 0.56f) * 3.4f,
            Softness = 0.022f,
            Sky = _ => new Rgb(0.5f, 0.6f, 0.75f),
            Ambient = normal => Tone.Mix(new Rgb(0.17f, 0.14f, 0.13f), new Rgb(0.42f, 0.46f, 0.54f), 0.5f
                + 0.3f * normal.Y - 0.2f * normal.X),
            Reach = 3f,
            Air = _ => Rgb.Zero,
            Visibility = 1e6f,
        };
        var canvas = new Canvas(Size, Size);
        var camera = new Camera(new(0.3f, 4.1f, -9.4f), new(-0.05f, 2.28f, 0.4f), 0.392f, 1f);
        new Tracer(new TriangleTree(mesh.Triangles), weather).Expose(canvas, camera, RaysPerSide, 0.80f);
        return canvas.ToPicture();
    }
}
