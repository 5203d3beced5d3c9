using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>
/// A small harbour at golden hour, 768 x 512: town, church, boats, lighthouse, hills, and their reflections.
/// </summary>
internal static class HarbourScene
{
    private const int Width = 768;
    private const int Height = 512;
    private const int RaysPerSide = 3;

    public static Picture Paint()
    {
        var mesh = new Mesh();
        Shore.Build(mesh);
        Town.Build(mesh);
        Lighthouse.Build(mesh, new(40, 0, 122));
        Fleet.Build(mesh);

        var weather = new Weather
        {
            Sun = GoldenSky.Sun,
            SunLight = new Rgb(1.0f, 0.57f, 0.24f) * 3.7f,
            Sky = GoldenSky.Seen,
            Ambient = normal => Tone.Mix(new Rgb(0.36f, 0.30f, 0.32f), new Rgb(0.42f, 0.50f, 0.66f), 0.5f
                + 0.5f * normal.Y),
            Air = direction => GoldenSky.Clear(Vector3.Normalize(new Vector3(direction.X, 0.035f, direction.Z)))
                * 0.92f,
            Visibility = 1700f,
        };
        var canvas = new Canvas(Width, Height);
        var camera = new Camera(new(6, 9.8f, 0), new(2.6f, 6.6f, 80), 0.52f, (float)Width / Height);
        new Tracer(new TriangleTree(mesh.Triangles), weather).Expose(canvas, camera, RaysPerSide, 0.76f);
        return canvas.ToPicture();
    }
}
