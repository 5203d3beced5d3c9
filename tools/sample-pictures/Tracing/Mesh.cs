namespace StyleFunctions.SamplePictures.Tracing;

/// <summary>Triangles, and the solids they are commonly built into. One unit is a metre; y is up.</summary>
internal sealed class Mesh
{
    private readonly List<Triangle> _triangles = [];

    public IReadOnlyList<Triangle> Triangles => _triangles;

    /// <summary>A flat triangle; each corner carries the surface's own coordinates.</summary>
    public void Flat((Vector3 At, Vector2 Uv) a, (Vector3 At, Vector2 Uv) b, (Vector3 At, Vector2 Uv) c,
        Surface surface)
    {
        var normal = Vector3.Normalize(Vector3.Cross(b.At - a.At, c.At - a.At));
        _triangles.Add(new(new(a.At, normal, a.Uv), new(b.At, normal, b.Uv), new(c.At, normal, c.Uv), surface));
    }

    /// <summary>A flat quadrilateral; its own coordinates are metres from a, u towards b and v towards d.</summary>
    public void Quad(Vector3 a, Vector3 b, Vector3 c, Vector3 d, Surface surface)
    {
        var (w, h) = (Vector3.Distance(a, b), Vector3.Distance(a, d));
        Flat((a, new(0, 0)), (b, new(w, 0)), (c, new(w, h)), surface);
        Flat((a, new(0, 0)), (c, new(w, h)), (d, new(0, h)), surface);
    }

    /// <summary>A box on a base corner with two horizontal edges.</summary>
    public void Box(Vector3 corner, Vector3 along, Vector3 across, float height, Surface side, Surface? top = null)
    {
        var up = new Vector3(0, height, 0);
        var (b, c, d) = (corner + along, corner + along + across, corner + across);
        Quad(corner, b, b + up, corner + up, side);
        Quad(b, c, c + up, b + up, side);
        Quad(c, d, d + up, c + up, side);
        Quad(d, corner, corner + up, d + up, side);
        Quad(corner + up, b + up, c + up, d + up, top ?? side);
    }

    /// <summary>A tapered round bar between two points; u goes around, v along in metres.</summary>
    public void Bar(Vector3 from, Vector3 to, float startRadius, float endRadius, Surface surface, int sides = 10)
    {
        var axis = to - from;
        var length = axis.Length();
        var side = Vector3.Normalize(Vector3.Cross(axis, MathF.Abs(axis.Y) > 0.9f * length ? Vector3.UnitX
            : Vector3.UnitY));
        var other = Vector3.Normalize(Vector3.Cross(side, axis));
        Patch(sides, 1, (u, v) => from + axis * v
            + Round(side, other, u) * (startRadius + (endRadius - startRadius) * v),
            (u, v) => new(u, v * length), surface);
    }

    /// <summary>A vase: a profile (radius, height) turned about a vertical axis.</summary>
    public void Lathe(Vector3 foot, IReadOnlyList<Vector2> profile, Surface surface, int sides = 48)
    {
        Patch(sides, profile.Count - 1, (u, v) =>
        {
            var ring = profile[(int)MathF.Round(v * (profile.Count - 1))];
            return foot + Round(Vector3.UnitX, Vector3.UnitZ, u) * MathF.Max(ring.X, 1e-4f) + Vector3.UnitY * ring.Y;
        }, (u, v) => new(u, v), surface);
    }

    /// <summary>A ball whose radius depends on the direction from its centre.</summary>
    public void Ball(Vector3 center, Func<Vector3, float> radius, Surface surface, int sides = 24)
    {
        Patch(sides, sides / 2, (u, v) =>
        {
            var polar = Math.Clamp(v, 0.002f, 0.998f) * MathF.PI;
            var direction = Round(Vector3.UnitX, Vector3.UnitZ, u) * MathF.Sin(polar)
                + Vector3.UnitY * -MathF.Cos(polar);
            return center + direction * radius(direction);
        }, (u, v) => new(u, v), surface);
    }

    /// <summary>A smooth sheet over the unit square; normals come from its own slope.</summary>
    public void Patch(int columns, int rows, Func<float, float, Vector3> at, Func<float, float, Vector2> uv,
        Surface surface)
    {
        var grid = new Vertex[(columns + 1) * (rows + 1)];
        for (var j = 0; j <= rows; j++)
        {
            for (var i = 0; i <= columns; i++)
            {
                var (u, v) = ((float)i / columns, (float)j / rows);
                var (du, dv) = (0.5f / columns, rows == 1 ? 1f : 1f / rows);
                var (v0, v1) = (MathF.Max(0, v - dv), MathF.Min(1, v + dv));
                var normal = Vector3.Cross(at(u + du, v) - at(u - du, v), at(u, v1) - at(u, v0));
                normal = normal.LengthSquared() < 1e-16f ? Vector3.UnitY : Vector3.Normalize(normal);
                grid[j * (columns + 1) + i] = new(at(u, v), normal, uv(u, v));
            }
        }

        for (var j = 0; j < rows; j++)
        {
            for (var i = 0; i < columns; i++)
            {
                var k = j * (columns + 1) + i;
                _triangles.Add(new(grid[k], grid[k + 1], grid[k + columns + 2], surface));
                _triangles.Add(new(grid[k], grid[k + columns + 2], grid[k + columns + 1], surface));
            }
        }
    }

    private static Vector3 Round(Vector3 side, Vector3 other, float turn)
    {
        var (sin, cos) = MathF.SinCos(turn * MathF.Tau);
        return side * cos + other * sin;
    }
}
