using System.Buffers.Binary;
using System.IO.Compression;
using StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;
using StyleFunctions.Transfer.Networks.WeightFiles.Safetensors;

namespace StyleFunctions.Transfer.Networks.WeightFiles;

/// <summary>Named tensors in a file. What they are is read at once; their elements are read when asked for.</summary>
internal sealed class StateDictionary
{
    private const int ChunkBytes = 1 << 16;

    private readonly WeightStream _file;

    private StateDictionary(WeightStream file, IReadOnlyDictionary<string, StateTensor> tensors)
    {
        _file = file;
        Tensors = tensors;
    }

    /// <summary>The tensors by their names.</summary>
    public IReadOnlyDictionary<string, StateTensor> Tensors { get; }

    /// <summary>
    /// Reads the names, types and shapes from a file of any of the three formats, told by its first bytes.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <exception cref="WeightFormatException">It has none of the formats, or is damaged.</exception>
    public static StateDictionary Read(WeightStream file)
    {
        Span<byte> start = stackalloc byte[9];
        start = start[..(int)Math.Min(start.Length, file.Length)];
        file.Seek(0);
        file.ReadExactly(start);
        file.Seek(0);
        return new StateDictionary(file, start switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => TorchZipFile.Read(file),
            [0x80, _, _, ..] => TorchLegacyFile.Read(file),
            [.., (byte)'{'] when BinaryPrimitives.ReadUInt64LittleEndian(start) <= int.MaxValue =>
                SafetensorsFile.Read(file),
            _ => throw file.Error("it starts neither like a PyTorch file (.pth) nor like a safetensors file"),
        });
    }

    /// <summary>Reads a tensor's elements.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <returns>Its elements in order, the last direction fastest.</returns>
    /// <exception cref="WeightFormatException">
    /// Its type or layout is not supported, or the data are damaged.
    /// </exception>
    public float[] ReadFloats(StateTensor tensor)
    {
        var name = WeightStream.Quote(tensor.Name);
        if (!tensor.Type.IsReadable)
        {
            throw _file.Error(
                $"the tensor {name} is stored as {tensor.Type.Name}, and only F32, F16 and BF16 are read");
        }

        if (tensor.Count > Array.MaxLength)
        {
            throw _file.Error($"the tensor {name} has {tensor.Count} elements, too many to be read");
        }

        var elements = new float[tensor.Count];
        if (elements.Length == 0)
        {
            return elements;
        }

        var span = 1 + tensor.Shape.Zip(tensor.Strides).Sum(d => (d.First - 1) * d.Second);
        if (span != elements.Length)
        {
            throw _file.Error($"the tensor {name} is a slice with gaps of a larger one, which is not supported");
        }

        ReadStored(tensor, elements);
        return tensor.IsContiguous ? elements : InOrder(elements, tensor);
    }

    private static float[] InOrder(float[] stored, StateTensor tensor)
    {
        var ordered = new float[stored.Length];
        var index = new long[tensor.Shape.Length];
        var source = 0L;
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[i] = stored[source];
            for (var d = index.Length - 1; d >= 0; d--)
            {
                source += tensor.Strides[d];
                if (++index[d] < tensor.Shape[d])
                {
                    break;
                }

                source -= index[d] * tensor.Strides[d];
                index[d] = 0;
            }
        }

        return ordered;
    }

    private void ReadStored(StateTensor tensor, Span<float> elements)
    {
        var skip = tensor.Offset * tensor.Type.Size;
        var buffer = new byte[ChunkBytes];
        if (!tensor.Storage.IsDeflated)
        {
            _file.Seek(tensor.Storage.Position + skip);
            ReadElements(_file.Bytes, tensor, elements, buffer);
            return;
        }

        _file.Seek(tensor.Storage.Position);
        using var inflated = new DeflateStream(_file.Bytes, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            for (; skip > 0; skip -= Math.Min(skip, buffer.Length))
            {
                Fill(inflated, buffer.AsSpan(0, (int)Math.Min(skip, buffer.Length)), tensor);
            }

            ReadElements(inflated, tensor, elements, buffer);
        }
        catch (InvalidDataException e)
        {
            throw new WeightFormatException(
                _file.Error($"the compressed data of the tensor {WeightStream.Quote(tensor.Name)} are damaged").Message,
                e);
        }
    }

    private void ReadElements(Stream source, StateTensor tensor, Span<float> elements, byte[] buffer)
    {
        while (elements.Length > 0)
        {
            var count = Math.Min(elements.Length, buffer.Length / tensor.Type.Size);
            var bytes = buffer.AsSpan(0, count * tensor.Type.Size);
            Fill(source, bytes, tensor);
            tensor.Type.ToFloats(bytes, elements[..count]);
            elements = elements[count..];
        }
    }

    private void Fill(Stream source, Span<byte> target, StateTensor tensor)
    {
        if (source.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw _file.Error($"the data of the tensor {WeightStream.Quote(tensor.Name)} end too early");
        }
    }
}
