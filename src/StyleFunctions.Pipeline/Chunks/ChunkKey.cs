namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Which chunk: where it starts. Where it ends is only known when it is committed.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Variant">The variant's id.</param>
/// <param name="Scale">The scale, from 0.</param>
/// <param name="Start">Iterations of the scale done before it.</param>
/// <param name="Tile">
/// Which piece of the picture, where a very large one is cut; null for all of it, which is all there is as yet.
/// </param>
public sealed record ChunkKey(string Job, string Variant, int Scale, int Start, int? Tile = null);
