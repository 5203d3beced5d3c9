using System.Buffers.Binary;

namespace StyleFunctions.Transfer.Networks.WeightFiles;

/// <summary>
/// The bytes of a weight file, or of a part of one. Reading past their end is a <see cref="WeightFormatException"/>
/// that names the file, and no buffer is made for bytes that are not there.
/// </summary>
/// <param name="name">The file's name, for errors.</param>
/// <param name="bytes">Its bytes; can seek.</param>
internal sealed class WeightStream(string name, Stream bytes)
{
    private const int LongestQuote = 100;

    public string Name { get; } = name;

    public Stream Bytes { get; } = bytes;

    public long Length { get; } = bytes.Length;

    public long Position => Bytes.Position;

    public long Remaining => Length - Position;

    /// <summary>A name out of the file, in quotes, short enough and clean enough to be printed.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length > LongestQuote ? $"{text[..LongestQuote]}..." : text;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c))}'";
    }

    /// <summary>The error that a part of the file is not as it should be.</summary>
    /// <param name="problem">The rest of the sentence, without a full stop.</param>
    public WeightFormatException Error(string problem) => new($"{Quote(Name)} cannot be read as weights: {problem}.");

    public void Seek(long position)
    {
        if (position < 0 || position > Length)
        {
            throw Error($"it refers to byte {position}, outside its {Length} bytes");
        }

        Bytes.Position = position;
    }

    public byte ReadByte()
    {
        var value = Bytes.ReadByte();
        return value >= 0 ? (byte)value : throw EndsEarly();
    }

    public void ReadExactly(Span<byte> target)
    {
        if (Bytes.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw EndsEarly();
        }
    }

    /// <summary>Reads bytes into a new array, after checking that so many are left.</summary>
    /// <param name="count">How many.</param>
    /// <param name="limit">How many are allowed here.</param>
    /// <param name="what">What they are, for the error.</param>
    public byte[] ReadBytes(long count, int limit, string what)
    {
        if (count < 0 || count > limit)
        {
            throw Error($"{what} has a length of {count} bytes, and at most {limit} are allowed");
        }

        if (count > Remaining)
        {
            throw EndsEarly();
        }

        var target = new byte[count];
        ReadExactly(target);
        return target;
    }

    public ushort ReadUInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int ReadInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private WeightFormatException EndsEarly() => Error("it ends too early and is probably incomplete");
}
