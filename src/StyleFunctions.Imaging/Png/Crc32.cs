namespace StyleFunctions.Imaging.Png;

/// <summary>The cyclic redundancy check of PNG's chunks (ISO 3309, reflected polynomial 0xEDB88320).</summary>
internal static class Crc32
{
    /// <summary>The register before the first byte, and what the last register is exclusive-ored with.</summary>
    public const uint Start = 0xFFFFFFFF;

    private static readonly uint[] Table = MakeTable();

    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var c = i;
            for (var k = 0; k < 8; k++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[i] = c;
        }

        return table;
    }
}
