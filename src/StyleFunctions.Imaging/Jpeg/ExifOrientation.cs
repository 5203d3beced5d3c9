using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Finds how a camera was held, in the EXIF data of an APP1 segment.</summary>
internal static class ExifOrientation
{
    /// <summary>As stored: the first row is the top, the first column the left side.</summary>
    public const int Upright = 1;

    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntrySize = 12;

    /// <summary>Whether an APP1 segment is EXIF (others hold XMP).</summary>
    public static bool IsExif(ReadOnlySpan<byte> segment) => segment.StartsWith("Exif\0\0"u8);

    /// <summary>Reads the orientation.</summary>
    /// <param name="segment">An APP1 segment that is EXIF.</param>
    /// <returns>1 to 8; 1 when there is none, or none that makes sense: such data never spoil a picture.</returns>
    public static int Read(ReadOnlySpan<byte> segment)
    {
        var tiff = segment[6..];
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM\0*"u8)))
        {
            return Upright;
        }

        var directory = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        var entries = tiff[(int)directory..];
        int count = ReadShort(entries, little);
        entries = entries[2..];
        for (var i = 0; i < count && entries.Length >= EntrySize; i++, entries = entries[EntrySize..])
        {
            if (ReadShort(entries, little) == OrientationTag && ReadShort(entries[2..], little) == ShortType)
            {
                int orientation = ReadShort(entries[8..], little);
                return orientation is >= 1 and <= 8 ? orientation : Upright;
            }
        }

        return Upright;
    }

    private static ushort ReadShort(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
