using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>What planes hold.</summary>
internal static unsafe class TestPlanes
{
    /// <summary>Fills positions with generated numbers, and border and guards with NaN.</summary>
    public static void Fill(FeaturePlanes planes, uint stream = 3)
    {
        Fill(planes, float.NaN);
        foreach (var (block, y, x) in Positions(planes))
        {
            for (var c = 0; c < FeaturePlanes.BlockSize; c++)
            {
                var index = ((block * 100 + y + 1) * 100 + x + 1) * FeaturePlanes.BlockSize + c;
                planes.At(block, y, x)[c] = GeneratedNumbers.Signed(stream, index);
            }
        }
    }

    public static void Fill(FeaturePlanes planes, float value) => Memory(planes).Fill(value);

    /// <summary>All of their memory, with border and guards.</summary>
    public static Span<float> Memory(FeaturePlanes planes) =>
        new(planes.Origin - planes.FrontGuard * FeaturePlanes.BlockSize, checked((int)planes.Length));

    public static float[] Values(FeaturePlanes planes) =>
        [.. Positions(planes).SelectMany(p => new Span<float>(planes.At(p.Block, p.Y, p.X), 16).ToArray())];

    public static float Value(FeaturePlanes planes, int channel, int y, int x) =>
        planes.At(channel / FeaturePlanes.BlockSize, y, x)[channel % FeaturePlanes.BlockSize];

    private static IEnumerable<(int Block, int Y, int X)> Positions(FeaturePlanes planes) =>
        from block in Enumerable.Range(0, planes.Blocks)
        from y in Enumerable.Range(planes.Rows.Start, planes.Rows.Count)
        from x in Enumerable.Range(0, planes.Width)
        select (block, y, x);
}
