namespace StyleFunctions.SamplePictures.Tracing;

/// <summary>
/// Finds the nearest triangle along a ray: a bounding-volume tree, split where the surface area costs least.
/// </summary>
internal sealed class TriangleTree
{
    private const int LeafSize = 4;
    private const int Bins = 12;

    private readonly Triangle[] _triangles;
    private readonly Edges[] _edges;
    private readonly List<Node> _nodes = [];
    private readonly Node[] _tree;

    public TriangleTree(IEnumerable<Triangle> source)
    {
        _triangles = [.. source];
        Build(0, _triangles.Length);
        _tree = [.. _nodes];
        _edges = [.. _triangles.Select(t => new Edges(
            t.A.Position, t.B.Position - t.A.Position, t.C.Position - t.A.Position))];
    }

    /// <summary>The nearest hit closer than a limit.</summary>
    /// <returns>The triangle's number and where it was hit, or a number below 0.</returns>
    public (int Triangle, float Distance, float U, float V) Nearest(Vector3 origin, Vector3 direction, float limit) =>
        Walk(origin, direction, limit, any: false);

    /// <summary>Whether anything stands in the way.</summary>
    public bool Blocked(Vector3 origin, Vector3 direction, float limit) =>
        Walk(origin, direction, limit, any: true).Triangle >= 0;

    /// <summary>The surface and its point at a hit.</summary>
    public (Surface Surface, SurfacePoint Point) Describe(
        (int Triangle, float Distance, float U, float V) hit, Vector3 origin, Vector3 direction)
    {
        var t = _triangles[hit.Triangle];
        var w = 1f - hit.U - hit.V;
        var normal = Vector3.Normalize(t.A.Normal * w + t.B.Normal * hit.U + t.C.Normal * hit.V);
        if (Vector3.Dot(normal, direction) > 0) normal = -normal;
        var uv = t.A.Uv * w + t.B.Uv * hit.U + t.C.Uv * hit.V;
        return (t.Surface, new(origin + direction * hit.Distance, normal, uv, hit.Distance));
    }

    private (int Triangle, float Distance, float U, float V) Walk(Vector3 origin, Vector3 direction, float limit,
        bool any)
    {
        var inverse = Vector3.One / direction;
        (int Triangle, float Distance, float U, float V) best = (-1, limit, 0, 0);
        Span<int> stack = stackalloc int[64];
        var top = 0;
        stack[top++] = 0;
        while (top > 0)
        {
            ref readonly var node = ref _tree[stack[--top]];
            if (Entry(node, origin, inverse, best.Distance) == float.MaxValue) continue;
            if (node.Count == 0)
            {
                var (near, far) = (node.First, node.Second);
                if (direction[node.Axis] < 0) (near, far) = (far, near);
                stack[top++] = far;
                stack[top++] = near;
                continue;
            }

            for (var i = node.First; i < node.First + node.Count; i++)
            {
                if (!Meets(_edges[i], origin, direction, best.Distance, out var distance, out var u,
                    out var v)) continue;
                best = (i, distance, u, v);
                if (any) return best;
            }
        }

        return best;
    }

    private static float Entry(in Node node, Vector3 origin, Vector3 inverse, float limit)
    {
        var (a, b) = ((node.Low - origin) * inverse, (node.High - origin) * inverse);
        var (near, far) = (Vector3.Min(a, b), Vector3.Max(a, b));
        var enter = MathF.Max(MathF.Max(near.X, near.Y), MathF.Max(near.Z, 0));
        var leave = MathF.Min(MathF.Min(far.X, far.Y), MathF.Min(far.Z, limit));
        return enter <= leave ? enter : float.MaxValue;
    }

    private static bool Meets(
        in Edges edge, Vector3 origin, Vector3 direction, float limit, out float distance, out float u, out float v)
    {
        distance = u = v = 0;
        var p = Vector3.Cross(direction, edge.Second);
        var determinant = Vector3.Dot(edge.First, p);
        if (MathF.Abs(determinant) < 1e-12f) return false;
        var scale = 1f / determinant;
        var s = origin - edge.Corner;
        u = Vector3.Dot(s, p) * scale;
        if (u < 0 || u > 1) return false;
        var q = Vector3.Cross(s, edge.First);
        v = Vector3.Dot(direction, q) * scale;
        if (v < 0 || u + v > 1) return false;
        distance = Vector3.Dot(edge.Second, q) * scale;
        return distance > 1e-4f && distance < limit;
    }

    private int Build(int start, int count)
    {
        var (low, high) = Bounds(start, count);
        var self = _nodes.Count;
        _nodes.Add(new(low, high, start, 0, count, 0));
        if (count <= LeafSize || !Split(start, count, out var middle, out var axis)) return self;
        var first = Build(start, middle - start);
        var second = Build(middle, start + count - middle);
        _nodes[self] = new(low, high, first, second, 0, axis);
        return self;
    }

    private bool Split(int start, int count, out int middle, out int axis)
    {
        (middle, axis) = (start, 0);
        var (low, high) = (new Vector3(float.MaxValue), new Vector3(float.MinValue));
        for (var i = start; i < start + count; i++)
        {
            (low, high) = (Vector3.Min(low, Center(i)), Vector3.Max(high, Center(i)));
        }

        var extent = high - low;
        axis = extent.X >= extent.Y && extent.X >= extent.Z ? 0 : extent.Y >= extent.Z ? 1 : 2;
        if (extent[axis] < 1e-6f) return false;

        var (bestCost, bestPlane) = (float.MaxValue, 0f);
        for (var bin = 1; bin < Bins; bin++)
        {
            var plane = low[axis] + extent[axis] * bin / Bins;
            var cost = Cost(start, count, axis, plane);
            if (cost < bestCost) (bestCost, bestPlane) = (cost, plane);
        }

        for (var i = start; i < start + count; i++)
        {
            if (Center(i)[axis] >= bestPlane) continue;
            (_triangles[i], _triangles[middle]) = (_triangles[middle], _triangles[i]);
            middle++;
        }

        return middle > start && middle < start + count;
    }

    private float Cost(int start, int count, int axis, float plane)
    {
        Span<Vector3> low = [new(float.MaxValue), new(float.MaxValue)];
        Span<Vector3> high = [new(float.MinValue), new(float.MinValue)];
        Span<int> number = [0, 0];
        for (var i = start; i < start + count; i++)
        {
            var side = Center(i)[axis] < plane ? 0 : 1;
            var t = _triangles[i];
            low[side] = Vector3.Min(low[side], Vector3.Min(t.A.Position, Vector3.Min(t.B.Position, t.C.Position)));
            high[side] = Vector3.Max(high[side], Vector3.Max(t.A.Position, Vector3.Max(t.B.Position, t.C.Position)));
            number[side]++;
        }

        return number[0] == 0 || number[1] == 0
            ? float.MaxValue
            : number[0] * Area(high[0] - low[0]) + number[1] * Area(high[1] - low[1]);
    }

    private static float Area(Vector3 size) => size.X * size.Y + size.Y * size.Z + size.Z * size.X;

    private Vector3 Center(int i) =>
        (_triangles[i].A.Position + _triangles[i].B.Position + _triangles[i].C.Position) / 3f;

    private (Vector3 Low, Vector3 High) Bounds(int start, int count)
    {
        var (low, high) = (new Vector3(float.MaxValue), new Vector3(float.MinValue));
        for (var i = start; i < start + count; i++)
        {
            var t = _triangles[i];
            low = Vector3.Min(low, Vector3.Min(t.A.Position, Vector3.Min(t.B.Position, t.C.Position)));
            high = Vector3.Max(high, Vector3.Max(t.A.Position, Vector3.Max(t.B.Position, t.C.Position)));
        }

        return (low - new Vector3(1e-4f), high + new Vector3(1e-4f));
    }

    private readonly record struct Node(Vector3 Low, Vector3 High, int First, int Second, int Count, int Axis);

    private readonly record struct Edges(Vector3 Corner, Vector3 First, Vector3 Second);
}
