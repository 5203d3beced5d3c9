using System.Text;

namespace StyleFunctions.Imaging.Png;

/// <summary>One chunk of a PNG file (section 5.3 of the specification).</summary>
internal readonly ref struct PngChunk
{
    public const uint Header = 0x49484452;       // IHDR
    public const uint Palette = 0x504C5445;      // PLTE
    public const uint Data = 0x49444154;         // IDAT
    public const uint End = 0x49454E44;          // IEND
    public const uint Transparency = 0x74524E53; // tRNS

    public PngChunk(uint type, ReadOnlySpan<byte> content, bool isIntact)
    {
        Type = type;
        Content = content;
        IsIntact = isIntact;
    }

    /// <summary>The four letters, the first in the highest byte.</summary>
    public uint Type { get; }

    public ReadOnlySpan<byte> Content { get; }

    /// <summary>Whether the content matches its checksum.</summary>
    public bool IsIntact { get; }

    /// <summary>Whether no reader may pass over a chunk of this type: its name starts with a capital.</summary>
    public bool IsCritical => (Type & 0x20000000) == 0;

    /// <summary>The four letters, for messages.</summary>
    public string Name =>
        Encoding.ASCII.GetString([(byte)(Type >> 24), (byte)(Type >> 16), (byte)(Type >> 8), (byte)Type]);
}
