using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Tracing;

/// <summary>
/// A small ray tracer: sun with soft shadows, sky light with one bounce of shade, mirrors, and air. Each pixel rolls
/// dice of its own, so that the picture does not depend on how many threads painted it.
/// </summary>
internal sealed class Tracer(TriangleTree tree, Weather weather)
{
    private const float Far = 1e5f;
    private const float Offset = 2e-3f;

    /// <summary>Paints the view of a camera.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="camera">From where.</param>
    /// <param name="grid">Rays a pixel, along each side.</param>
    /// <param name="exposure">What the light is multiplied by before it meets the film.</param>
    public void Expose(Canvas canvas, Camera camera, int grid, float exposure)
    {
        Parallel.For(0, canvas.Height, y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var dice = new Dice(new Dice((ulong)(y * canvas.Width + x)).Next());
                var sum = Rgb.Zero;
                var spread = new Vector2(dice.Unit(), dice.Unit());
                for (var i = 0; i < grid * grid; i++)
                {
                    // The rays of a pixel share out the sky evenly (Roberts's R2 sequence).
                    spread = new Vector2((spread.X + 0.7548777f) % 1f, (spread.Y + 0.5698403f) % 1f);
                    var (px, py) = (x + (i % grid + dice.Unit()) / grid, y + (i / grid + dice.Unit()) / grid);
                    // Each ray meets the film by itself, so that a highlight keeps its smooth edge.
                    sum += Film(exposure * Light(camera.Position, camera.Towards(px / canvas.Width, py / canvas.Height),
                        spread, 0));
                }

                canvas[x, y] = sum / (grid * grid);
            }
        });
    }

    private Rgb Light(Vector3 origin, Vector3 direction, Vector2 spread, int depth)
    {
        var hit = tree.Nearest(origin, direction, Far);
        if (hit.Triangle < 0) return weather.Sky(direction);

        var (surface, point) = tree.Describe(hit, origin, direction);
        var finish = surface(point);
        var start = point.Position + point.Normal * Offset * MathF.Max(1f, point.Distance * 0.05f);
        var normal = finish.Facing ?? point.Normal;
        var light = finish.Glow + finish.Color * (Direct(start, normal, spread) + Indirect(start, normal, spread));
        if (finish.Sheen > 0) light += Highlight(start, normal, direction, finish.Sheen);
        if (finish.Mirror > 0 && depth < 2)
        {
            var facing = Tone.Clamp(-Rgb.Dot(direction, normal));
            var share = finish.Mirror + (1f - finish.Mirror) * Fifth(1f - facing);
            light = Tone.Mix(light, Light(start, Upwards(Vector3.Reflect(direction, normal), point.Normal), spread,
                depth + 1), share);
        }

        return depth == 0 ? Tone.Mix(weather.Air(direction), light, MathF.Exp(-hit.Distance / weather.Visibility))
            : light;
    }

    private Rgb Direct(Vector3 at, Vector3 normal, Vector2 spread)
    {
        // A place on the sun's disc.
        var side = Vector3.Normalize(Vector3.Cross(weather.Sun, Vector3.UnitY));
        var (sin, cos) = MathF.SinCos(spread.X * MathF.Tau);
        var place = (side * cos + Vector3.Cross(side, weather.Sun) * sin) * MathF.Sqrt(spread.Y);
        var towards = Vector3.Normalize(weather.Sun + place * weather.Softness);
        var facing = Vector3.Dot(normal, towards);
        return facing <= 0 || tree.Blocked(at, towards, Far) ? Rgb.Zero : weather.SunLight * facing;
    }

    private Rgb Indirect(Vector3 at, Vector3 normal, Vector2 spread)
    {
        var towards = Vector3.Normalize(normal + OnSphere(spread) * 0.99f);
        var hit = tree.Nearest(at, towards, weather.Reach);
        var ambient = weather.Ambient(normal);
        if (hit.Triangle < 0) return ambient;
        var (surface, point) = tree.Describe(hit, at, towards);
        var finish = surface(point);
        var returned = ambient * (new Rgb(0.15f + 0.6f * finish.Mirror) + 0.75f * finish.Color);
        var near = hit.Distance / weather.Reach;
        return Tone.Mix(returned, ambient, near * near);
    }

    private Rgb Highlight(Vector3 at, Vector3 normal, Vector3 direction, float strength)
    {
        var half = Vector3.Normalize(weather.Sun - direction);
        var shine = MathF.Pow(Tone.Clamp(Vector3.Dot(half, normal)), 60f);
        return shine < 0.01f || tree.Blocked(at, weather.Sun, Far) ? Rgb.Zero : weather.SunLight * (shine * strength);
    }

    /// <summary>A bent normal may mirror a ray into the surface itself; turn it back out.</summary>
    private static Vector3 Upwards(Vector3 direction, Vector3 normal)
    {
        var height = Vector3.Dot(direction, normal);
        return height > 0.01f ? direction : Vector3.Normalize(direction + normal * (0.02f - height));
    }

    private static Vector3 OnSphere(Vector2 spread)
    {
        var z = 2 * spread.X - 1;
        var (sin, cos) = MathF.SinCos(spread.Y * MathF.Tau);
        var r = MathF.Sqrt(1 - z * z);
        return new(r * cos, r * sin, z);
    }

    private static float Fifth(float x) => x * x * x * x * x;

    /// <summary>Narkowicz's fit of the ACES curve, then gamma.</summary>
    private static Rgb Film(Rgb c) => Tone.Power(
        Tone.Clamp(c * (2.51f * c + new Rgb(0.03f)) / (c * (2.43f * c + new Rgb(0.59f)) + new Rgb(0.14f))), 1f / 2.2f);
}
