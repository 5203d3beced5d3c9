using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StyleFunctions.Pipeline.Checkpoints;

/// <summary>
/// Tensors as the bytes of a safetensors file, made while they are read, so that nothing is held twice: the header's
/// length in 64 bits, a JSON object padded with spaces, then the elements, without gaps; F64 first, so that all are
/// aligned.
/// </summary>
internal sealed class SafetensorsStream : Stream
{
    private const int Alignment = 8;

    private readonly byte[] _header;
    private readonly IReadOnlyList<NamedTensor> _tensors;
    private int _current;
    private long _currentStart;
    private long _position;

    /// <summary>A file of tensors.</summary>
    /// <param name="tensors">The tensors, of different names; they must not change while they are read.</param>
    /// <param name="metadata">What else is to be said of them.</param>
    public SafetensorsStream(IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        _tensors = [.. tensors.OrderByDescending(t => t.Type, StringComparer.Ordinal)
            .ThenBy(t => t.Name, StringComparer.Ordinal)];
        _header = Header(_tensors, metadata);
        Length = _header.Length + _tensors.Sum(t => t.Length);
        Position = 0;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
            (_current, _currentStart) = (0, _header.Length);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position < _header.Length)
        {
            var head = _header.AsSpan((int)_position);
            head = head[..Math.Min(head.Length, buffer.Length)];
            head.CopyTo(buffer);
            _position += head.Length;
            return head.Length;
        }

        while (_current < _tensors.Count && _position >= _currentStart + _tensors[_current].Length)
        {
            _currentStart += _tensors[_current].Length;
            _current++;
        }

        if (_current == _tensors.Count)
        {
            return 0;
        }

        var bytes = _tensors[_current].Bytes(_position - _currentStart, buffer.Length);
        bytes.CopyTo(buffer);
        _position += bytes.Length;
        return bytes.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] Header(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var header = new MemoryStream();
        header.Write(stackalloc byte[sizeof(long)]);
        using (var json = new Utf8JsonWriter(
            header, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteHeader(json, tensors, metadata);
        }

        while (header.Length % Alignment != 0)
        {
            header.WriteByte((byte)' ');
        }

        var bytes = header.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - sizeof(long));
        return bytes;
    }

    private static void WriteHeader(
        Utf8JsonWriter json, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject();
        json.WriteStartObject(SafetensorsReader.Metadata);
        foreach (var (name, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        var end = 0L;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Type);
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(end);
            json.WriteNumberValue(end += tensor.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
