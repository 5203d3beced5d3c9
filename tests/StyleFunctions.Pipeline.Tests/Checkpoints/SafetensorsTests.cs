using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using StyleFunctions.Pipeline.Checkpoints;
using StyleFunctions.Pipeline.Tests.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Checkpoints;

/// <summary>The published format: github.com/huggingface/safetensors, "Format".</summary>
public sealed class SafetensorsTests
{
    private static readonly NamedTensor[] _tensors =
    [
        new("weights", [2, 3], [1f, -0f, float.Epsilon, float.MaxValue, 0.1f, -7f]),
        new("a \"quoted\" näme", [], [Math.PI]),
        new("empty", [0, 4], Array.Empty<float>()),
        new("numbers", [3], [double.NegativeInfinity, BitConverter.Int64BitsToDouble(1), double.NaN]),
    ];

    private static readonly Dictionary<string, string> _metadata = new() { ["scale"] = "1", ["format"] = "ü\n" };

    [Fact]
    public void The_header_is_as_the_format_prescribes()
    {
        var file = Bytes(_tensors);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        var header = file.AsSpan(8, (int)length);
        Assert.Equal((byte)'{', header[0]); // "MUST begin with a { character"
        Assert.Equal("}", Encoding.UTF8.GetString(header).TrimEnd(' ')[^1..]); // "MAY be trailing padded with 0x20"
        Assert.Equal(0u, length % 8);

        using var json = JsonDocument.Parse(header.ToArray());
        Assert.Equal("1", json.RootElement.GetProperty("__metadata__").GetProperty("scale").GetString());
        var end = 0L;
        foreach (var tensor in json.RootElement.EnumerateObject().Where(t => t.Name != "__metadata__"))
        {
            var offsets = tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
            var size = tensor.Value.GetProperty("dtype").GetString() == "F32" ? 4 : 8;
            var count = tensor.Value.GetProperty("shape").EnumerateArray().Aggregate(1L, (n, s) => n * s.GetInt64());
            Assert.Equal(end, offsets[0]); // no holes, and in order
            Assert.Equal(count * size, offsets[1] - offsets[0]);
            Assert.Equal(0, offsets[0] % size);
            end = offsets[1];
        }

        Assert.Equal(file.Length, 8 + (long)length + end);
    }

    [Fact]
    public async Task What_was_written_is_read_to_the_last_bit()
    {
        var file = Bytes(_tensors);
        var (tensors, metadata) = await Read(file);
        Assert.Equal(_metadata, metadata);
        Assert.Equal(_tensors.Select(t => t.Name).Order(), tensors.Select(t => t.Name).Order());
        foreach (var tensor in tensors)
        {
            var original = _tensors.Single(t => t.Name == tensor.Name);
            Assert.Equal(original.Shape, tensor.Shape);
            Assert.Equal(
                original.Bytes(0, (int)original.Length).ToArray(), tensor.Bytes(0, (int)tensor.Length).ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void It_can_be_read_in_pieces_and_again(int piece)
    {
        using var stream = new SafetensorsStream(_tensors, _metadata);
        for (var round = 0; round < 2; round++)
        {
            stream.Position = 0;
            var read = new List<byte>();
            var buffer = new byte[piece];
            for (int count; (count = stream.Read(buffer, 0, piece)) > 0;)
            {
                read.AddRange(buffer[..count]);
            }

            Assert.Equal(Bytes(_tensors), read);
        }

        stream.Position = stream.Length - 5;
        Assert.Equal(Bytes(_tensors)[^5..], Rest(stream));
    }

    [Fact]
    public async Task A_file_cut_off_anywhere_is_refused()
    {
        var file = Bytes(_tensors);
        for (var length = 0; length < file.Length; length++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => Read(file[..length]));
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => Read([.. file, 0]));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9000000000],\"data_offsets\":[0,36000000000]}}")]
    [InlineData("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,7]}}")]
    [InlineData("{\"__metadata__\":{\"a\":1}}")]
    [InlineData("{\"__metadata__\":[]}")]
    public async Task A_header_that_contradicts_itself_or_the_file_is_refused(string header)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        await Assert.ThrowsAsync<InvalidDataException>(() => Read([.. length, .. text, .. new byte[8]]));
    }

    private static byte[] Bytes(IEnumerable<NamedTensor> tensors)
    {
        using var stream = new SafetensorsStream(tensors, _metadata);
        return Rest(stream);
    }

    private static byte[] Rest(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static async Task<(IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)> Read(
        byte[] file)
    {
        await using var stream = new ForwardStream(file);
        return await SafetensorsReader.ReadAsync(stream, file.Length, CancellationToken.None);
    }
}
