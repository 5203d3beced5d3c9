namespace StyleFunctions.SamplePictures.Tracing;

/// <summary>A corner of a triangle.</summary>
internal readonly record struct Vertex(Vector3 Position, Vector3 Normal, Vector2 Uv);

/// <summary>Three corners and their surface.</summary>
internal sealed record Triangle(Vertex A, Vertex B, Vertex C, Surface Surface);
