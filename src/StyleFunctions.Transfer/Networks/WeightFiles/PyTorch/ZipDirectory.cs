using System.Buffers.Binary;
using System.Text;

namespace StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;

/// <summary>
/// The directory of a zip file, 64-bit extensions included: where each entry's bytes lie, so that stored entries can
/// be read straight from the file.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint End64Signature = 0x06064B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const int MostEntries = 1 << 16;

    /// <summary>
    /// More than deflate can ever shrink bytes to, so that a small file cannot claim to hold a huge one.
    /// </summary>
    private const long StrongestCompression = 1040;

    private readonly WeightStream _file;
    private readonly Dictionary<string, Entry> _entries = [];

    private ZipDirectory(WeightStream file) => _file = file;

    /// <summary>The entries' names.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>Reads the directory at the file's end.</summary>
    /// <exception cref="WeightFormatException">There is none, or it is damaged.</exception>
    public static ZipDirectory Read(WeightStream file)
    {
        var directory = new ZipDirectory(file);
        var (count, position) = directory.FindStart();
        if (count > MostEntries)
        {
            throw file.Error($"its zip directory has {count} entries, and at most {MostEntries} are allowed");
        }

        file.Seek(position);
        for (var i = 0L; i < count; i++)
        {
            directory.ReadEntry();
        }

        return directory;
    }

    /// <summary>Whether there is an entry of a name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Where an entry's bytes lie.</summary>
    /// <exception cref="WeightFormatException">
    /// There is no such entry, or it is damaged, encrypted or compressed unusually.
    /// </exception>
    public StoredBytes Locate(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            throw _file.Error($"its zip directory has no entry {WeightStream.Quote(name)}");
        }

        if (entry.IsEncrypted || entry.Method is not (0 or 8))
        {
            throw _file.Error(
                $"its zip entry {WeightStream.Quote(name)} is encrypted or not compressed with deflate");
        }

        _file.Seek(entry.LocalHeader);
        Span<byte> local = stackalloc byte[LocalLength];
        _file.ReadExactly(local);
        var position = _file.Position + UInt16(local[26..]) + UInt16(local[28..]);
        var isDeflated = entry.Method == 8;
        if (UInt32(local) != LocalSignature
            || entry.StoredLength > _file.Length - position
            || (isDeflated && entry.Length / StrongestCompression > entry.StoredLength)
            || (!isDeflated && entry.Length != entry.StoredLength))
        {
            throw _file.Error(
                $"its zip entry {WeightStream.Quote(name)} does not lie where and how the zip directory says");
        }

        return new StoredBytes(position, entry.Length, isDeflated);
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static long Int64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private (long Count, long Position) FindStart()
    {
        var tail = (int)Math.Min(_file.Length, EndLength + ushort.MaxValue);
        _file.Seek(_file.Length - tail);
        var bytes = _file.ReadBytes(tail, tail, "its end").AsSpan();
        for (var i = tail - EndLength; i >= 0; i--)
        {
            var end = bytes[i..];
            if (UInt32(end) == EndSignature && UInt16(end[20..]) == end.Length - EndLength)
            {
                var (count, position) = (UInt16(end[10..]), UInt32(end[16..]));
                return count == ushort.MaxValue || position == uint.MaxValue
                    ? FindStart64(_file.Length - tail + i - LocatorLength)
                    : (count, position);
            }
        }

        throw _file.Error("it is a zip file without a directory and is probably incomplete");
    }

    private (long Count, long Position) FindStart64(long locatorPosition)
    {
        Span<byte> bytes = stackalloc byte[End64Length];
        _file.Seek(locatorPosition);
        _file.ReadExactly(bytes[..LocatorLength]);
        if (UInt32(bytes) == LocatorSignature)
        {
            _file.Seek(Int64(bytes[8..]));
            _file.ReadExactly(bytes);
            if (UInt32(bytes) == End64Signature && Int64(bytes[32..]) >= 0)
            {
                return (Int64(bytes[32..]), Int64(bytes[48..]));
            }
        }

        throw _file.Error("its 64-bit zip directory is damaged");
    }

    private void ReadEntry()
    {
        Span<byte> header = stackalloc byte[EntryLength];
        _file.ReadExactly(header);
        var name = Encoding.UTF8.GetString(_file.ReadBytes(UInt16(header[28..]), ushort.MaxValue, "a name"));
        var extra = _file.ReadBytes(UInt16(header[30..]), ushort.MaxValue, "a zip entry");
        var next = _file.Position + UInt16(header[32..]);

        var sizes = new Sizes64(extra);
        var length = sizes.Widen(UInt32(header[24..]));
        var storedLength = sizes.Widen(UInt32(header[20..]));
        var localHeader = sizes.Widen(UInt32(header[42..]));
        var entry = new Entry(
            UInt16(header[10..]), (UInt16(header[8..]) & 1) != 0, length, storedLength, localHeader);
        if (UInt32(header) != EntrySignature || length < 0 || storedLength < 0 || !_entries.TryAdd(name, entry))
        {
            throw _file.Error("its zip directory is damaged or names an entry twice");
        }

        _file.Seek(next);
    }

    private sealed record Entry(int Method, bool IsEncrypted, long Length, long StoredLength, long LocalHeader);

    /// <summary>
    /// The 64-bit numbers in an entry's extra field: one for each number too large for its 32 bits, in order.
    /// </summary>
    private ref struct Sizes64
    {
        private const ushort Identifier = 1;

        private ReadOnlySpan<byte> _numbers;

        public Sizes64(ReadOnlySpan<byte> extra)
        {
            while (extra.Length >= 4 && UInt16(extra[2..]) is var length && length <= extra.Length - 4)
            {
                if (UInt16(extra) == Identifier)
                {
                    _numbers = extra.Slice(4, length);
                    return;
                }

                extra = extra[(4 + length)..];
            }
        }

        public long Widen(uint number)
        {
            if (number != uint.MaxValue || _numbers.Length < 8)
            {
                return number;
            }

            var wide = Int64(_numbers);
            _numbers = _numbers[8..];
            return wide;
        }
    }
}
