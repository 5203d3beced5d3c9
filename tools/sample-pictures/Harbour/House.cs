using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>Where a house stands and how large it is.</summary>
/// <param name="Corner">The lower corner of its front, at the start of Along.</param>
/// <param name="Along">The direction of the front.</param>
/// <param name="Out">The way the front faces.</param>
/// <param name="Width">Of the front.</param>
/// <param name="Depth">From front to back.</param>
/// <param name="Eaves">The height of the walls.</param>
/// <param name="Roof">The height of the roof above them.</param>
/// <param name="GableFront">Whether the gable faces the front; otherwise the roof slopes towards it.</param>
internal sealed record HousePlan(
    Vector3 Corner, Vector3 Along, Vector3 Out, float Width, float Depth, float Eaves, float Roof, bool GableFront);

/// <summary>A house under a pitched roof.</summary>
internal static class House
{
    private const float Overhang = 0.35f;

    /// <summary>A dwelling, with windows, chimney and, under a sloping front, a dormer.</summary>
    public static void Build(Mesh mesh, HousePlan plan, Rgb wall, Rgb roof, Rgb shutter, Dice dice)
    {
        var seed = (int)(dice.Next() & 0xFFFF);
        var front = Facades.Wall(plan.Width, plan.Eaves, plan.GableFront, wall, shutter, seed);
        var side = Facades.Wall(plan.Depth, plan.Eaves, !plan.GableFront, wall * 0.95f, shutter, seed + 1);
        var tiles = Facades.Tiles(roof, seed + 2);
        Shell(mesh, plan, front, side, tiles);
        Chimney(mesh, plan, dice);
        if (!plan.GableFront && plan.Width > 5.8f)
        {
            var (width, rise) = (1.7f, plan.Roof * 0.28f);
            var back = plan.Depth / 2 * 0.28f;
            var corner = plan.Corner + plan.Along * ((plan.Width - width) / 2) - plan.Out * back
                + Vector3.UnitY * (plan.Eaves + rise);
            var pane = Facades.Wall(width, 1.9f, false, wall, shutter, seed + 3);
            Shell(mesh, new(corner - Vector3.UnitY * 0.5f, plan.Along, plan.Out, width, plan.Depth / 2 - back, 2.3f,
                0.9f, true), pane, front, tiles);
        }
    }

    /// <summary>Four walls and a roof of the given surfaces.</summary>
    public static void Shell(Mesh mesh, HousePlan plan, Surface front, Surface side, Surface roof)
    {
        var up = Vector3.UnitY * plan.Eaves;
        var (a, b) = (plan.Corner, plan.Corner + plan.Along * plan.Width);
        var (d, c) = (a - plan.Out * plan.Depth, b - plan.Out * plan.Depth);
        mesh.Quad(a, b, b + up, a + up, front);
        mesh.Quad(b, c, c + up, b + up, side);
        mesh.Quad(c, d, d + up, c + up, front);
        mesh.Quad(d, a, a + up, d + up, side);
        if (plan.GableFront)
        {
            Gable(mesh, a + up, b + up, plan, front);
            Gable(mesh, c + up, d + up, plan, front);
            Pitch(mesh, a + up, b + up, c + up, d + up, plan.Roof, roof);
        }
        else
        {
            Gable(mesh, b + up, c + up, plan, side);
            Gable(mesh, d + up, a + up, plan, side);
            Pitch(mesh, b + up, c + up, d + up, a + up, plan.Roof, roof);
        }
    }

    private static void Gable(Mesh mesh, Vector3 left, Vector3 right, HousePlan plan, Surface wall)
    {
        var width = Vector3.Distance(left, right);
        var top = (left + right) / 2 + Vector3.UnitY * plan.Roof;
        mesh.Flat(
            (left, new(0, plan.Eaves)), (right, new(width, plan.Eaves)), (top, new(width / 2, plan.Eaves + plan.Roof)),
                wall);
    }

    /// <summary>Two slopes over the rectangle a, b, c, d, whose gables stand on a-b and c-d.</summary>
    private static void Pitch(Mesh mesh, Vector3 a, Vector3 b, Vector3 c, Vector3 d, float rise, Surface roof)
    {
        var beyond = Vector3.Normalize(a - d) * Overhang;
        var (near, far) = ((a + b) / 2 + Vector3.UnitY * (rise + 0.08f) + beyond, (c + d) / 2
            + Vector3.UnitY * (rise + 0.08f) - beyond);
        Slope(mesh, a + beyond, d - beyond, near, far, roof);
        Slope(mesh, c - beyond, b + beyond, far, near, roof);
    }

    private static void Slope(Mesh mesh, Vector3 eaveStart, Vector3 eaveEnd, Vector3 ridgeStart, Vector3 ridgeEnd,
        Surface roof)
    {
        var down = (eaveStart - ridgeStart) * 0.09f;
        var (from, to) = (eaveStart + down + Vector3.UnitY * 0.08f, eaveEnd + down + Vector3.UnitY * 0.08f);
        mesh.Quad(from, to, ridgeEnd, ridgeStart, roof);
        // The edge of the tiles, seen from below and from the gable.
        var thick = Vector3.UnitY * -0.22f;
        mesh.Quad(from, to, to + thick, from + thick, roof);
        mesh.Quad(from, ridgeStart, ridgeStart + thick, from + thick, roof);
        mesh.Quad(to, ridgeEnd, ridgeEnd + thick, to + thick, roof);
    }

    private static void Chimney(Mesh mesh, HousePlan plan, Dice dice)
    {
        var brick = Facades.Stone(Tone.Light(0x9A5A44), 31);
        var at = plan.Corner + plan.Along * (plan.Width * (plan.GableFront ? 0.5f : dice.Between(0.15f, 0.3f)))
            - plan.Out * (plan.Depth * (plan.GableFront ? dice.Between(0.3f, 0.7f) : 0.45f));
        var corner = at + Vector3.UnitY * (plan.Eaves + plan.Roof * 0.7f);
        var height = plan.Roof * 0.3f + 1.3f;
        mesh.Box(corner, plan.Along * 0.75f, -plan.Out * 0.95f, height, brick);
        var pots = corner + Vector3.UnitY * height + plan.Along * 0.37f;
        mesh.Bar(pots - plan.Out * 0.25f, pots - plan.Out * 0.25f + Vector3.UnitY * 0.5f, 0.16f, 0.12f, brick, 6);
        mesh.Bar(pots - plan.Out * 0.7f, pots - plan.Out * 0.7f + Vector3.UnitY * 0.5f, 0.16f, 0.12f, brick, 6);
    }
}
