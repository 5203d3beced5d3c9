using System.Buffers.Binary;
using System.Text.Json;

namespace StyleFunctions.Pipeline.Checkpoints;

/// <summary>
/// Reads a safetensors file of F32 and F64 tensors from its beginning to its end, once, as it comes from a store.
/// (Networks' weights, of which only some are needed, are read by the reader of Transfer, which seeks.)
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>The header's entry that is no tensor.</summary>
    public const string Metadata = "__metadata__";

    private const int LargestHeader = 16 << 20;
    private const int BufferBytes = 1 << 17;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="length">How many there are: no array is made for more.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">It is not as the format prescribes.</exception>
    public static async Task<(IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)>
        ReadAsync(Stream file, long length, CancellationToken cancellation)
    {
        try
        {
            var size = new byte[sizeof(long)];
            await file.ReadExactlyAsync(size, cancellation);
            var headerLength = BinaryPrimitives.ReadInt64LittleEndian(size);
            if (headerLength < 2 || headerLength > Math.Min(LargestHeader, length - sizeof(long)))
            {
                throw new InvalidDataException($"The header cannot have {headerLength} bytes.");
            }

            var header = new byte[headerLength];
            await file.ReadExactlyAsync(header, cancellation);
            var (tensors, metadata) = ReadHeader(header, length - sizeof(long) - headerLength);
            foreach (var tensor in tensors)
            {
                await FillAsync(tensor, file, cancellation);
            }

            return (tensors, metadata);
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException or InvalidOperationException
            or KeyNotFoundException or IndexOutOfRangeException or FormatException or ArgumentException
            or OverflowException)
        {
            throw new InvalidDataException($"It is no safetensors file, or not whole: {e.Message}", e);
        }
    }

    private static (IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) ReadHeader(
        byte[] header, long dataLength)
    {
        using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var metadata = json.RootElement.TryGetProperty(Metadata, out var entries)
            ? entries.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString()!)
            : [];
        var end = 0L;
        var tensors = new List<NamedTensor>();
        foreach (var entry in json.RootElement.EnumerateObject()
            .Where(e => e.Name != Metadata)
            .OrderBy(e => e.Value.GetProperty("data_offsets")[0].GetInt64())
            .ThenBy(e => e.Value.GetProperty("data_offsets")[1].GetInt64()))
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            var (from, to) = (offsets[0].GetInt64(), offsets[1].GetInt64());
            if (from != end || to < from || to > dataLength)
            {
                throw new InvalidDataException($"The data of the tensor '{entry.Name}' lie where they cannot.");
            }

            tensors.Add(Tensor(entry.Name, entry.Value, to - from));
            end += tensors[^1].Length;
            if (end != to)
            {
                throw new InvalidDataException($"The tensor '{entry.Name}' has a broken element.");
            }
        }

        return end == dataLength
            ? (tensors, metadata)
            : throw new InvalidDataException($"{dataLength - end} bytes belong to no tensor.");
    }

    private static NamedTensor Tensor(string name, JsonElement entry, long bytes)
    {
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
        return entry.GetProperty("dtype").GetString() switch
        {
            "F32" => new NamedTensor(name, shape, new float[bytes / sizeof(float)]),
            "F64" => new NamedTensor(name, shape, new double[bytes / sizeof(double)]),
            var type => throw new InvalidDataException($"The tensor '{name}' has the type {type}."),
        };
    }

    private static async Task FillAsync(NamedTensor tensor, Stream file, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Min(tensor.Length, BufferBytes)];
        for (var done = 0L; done < tensor.Length;)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, tensor.Length - done));
            await file.ReadExactlyAsync(part, cancellation);
            part.Span.CopyTo(tensor.Bytes(done, part.Length));
            done += part.Length;
        }
    }
}
