using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>A round tree: a few rough balls of leaves on a trunk.</summary>
internal static class Tree
{
    public static void Build(Mesh mesh, Vector3 foot, float size, Dice dice)
    {
        var seed = (int)(dice.Next() & 0xFFFF);
        var leaf = Tone.Mix(new Rgb(0.045f, 0.10f, 0.022f), new Rgb(0.17f, 0.17f, 0.03f), dice.Unit());
        Finish Leaves(in SurfacePoint p)
        {
            var q = p.Position * 2.2f;
            var clump = Noise.Fbm(q.X + q.Y, q.Z - q.Y, 3, seed);
            var bend = new Vector3(Noise.Gradient(q.X * 2, q.Y * 2, seed), Noise.Gradient(q.Y * 2, q.Z * 2, seed),
                Noise.Gradient(q.Z * 2, q.X * 2, seed));
            return new(leaf * (1f + 0.9f * clump), Facing: Vector3.Normalize(p.Normal + bend * 0.8f));
        }

        mesh.Bar(foot - Vector3.UnitY, foot + Vector3.UnitY * size, size * 0.12f, size * 0.08f,
            Facades.Plain(new(0.07f, 0.05f, 0.035f)), 6);
        for (var i = 0; i < 4; i++)
        {
            var around = new Vector3(dice.Between(-1, 1), dice.Between(0, 1.1f), dice.Between(-1, 1)) * (0.55f * size);
            var radius = size * dice.Between(0.55f, 0.85f);
            mesh.Ball(
                foot + Vector3.UnitY * (1.25f * size) + around,
                d => radius * (1f + 0.30f * Noise.Fbm(d.X * 2.6f + d.Y, d.Z * 2.6f - d.Y * 1.7f, 3, seed + i)),
                Leaves,
                18);
        }
    }
}
