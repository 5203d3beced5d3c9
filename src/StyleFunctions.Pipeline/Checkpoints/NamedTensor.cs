using System.Runtime.InteropServices;

namespace StyleFunctions.Pipeline.Checkpoints;

/// <summary>A tensor of a safetensors file: floats (F32) or doubles (F64).</summary>
internal sealed class NamedTensor
{
    private readonly float[]? _floats;
    private readonly double[]? _doubles;

    /// <summary>Floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Elements in each direction, outermost first; their product is the array's length.</param>
    /// <param name="values">The elements; not copied.</param>
    public NamedTensor(string name, long[] shape, float[] values)
    {
        (Name, Shape, _floats) = (name, shape, values);
        CheckShape();
    }

    /// <summary>Doubles.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Elements in each direction, outermost first; empty for a single number.</param>
    /// <param name="values">The elements; not copied.</param>
    public NamedTensor(string name, long[] shape, double[] values)
    {
        (Name, Shape, _doubles) = (name, shape, values);
        CheckShape();
    }

    public string Name { get; }

    public long[] Shape { get; }

    /// <summary>safetensors' name of the elements' type.</summary>
    public string Type => _floats is not null ? "F32" : "F64";

    /// <summary>The elements, if they are floats.</summary>
    public float[]? Floats => _floats;

    /// <summary>The elements, if they are doubles.</summary>
    public double[]? Doubles => _doubles;

    /// <summary>How many bytes the elements have.</summary>
    public long Length => _floats?.LongLength * sizeof(float) ?? _doubles!.LongLength * sizeof(double);

    /// <summary>Some of the elements' bytes; their order is little-endian, as the machine's is.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">At most how many.</param>
    public Span<byte> Bytes(long offset, int count)
    {
        var size = _floats is not null ? sizeof(float) : sizeof(double);
        var element = (int)(offset / size);
        var elements = (int)Math.Min((long)(count + size - 1) / size + 1, Length / size - element);
        var bytes = _floats is not null
            ? MemoryMarshal.AsBytes(_floats.AsSpan(element, elements))
            : MemoryMarshal.AsBytes(_doubles.AsSpan(element, elements));
        bytes = bytes[(int)(offset % size)..];
        return bytes[..Math.Min(count, bytes.Length)];
    }

    private void CheckShape()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Checkpoints are not written on big-endian machines.");
        }

        var count = _floats?.LongLength ?? _doubles!.LongLength;
        if (Shape.Aggregate(1L, (product, size) => product * size) != count)
        {
            throw new ArgumentException($"The shape of the tensor '{Name}' is not that of {count} elements.");
        }
    }
}
