namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>Contents of which no two pieces are alike.</summary>
internal static class Noise
{
    public static byte[] Of(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
