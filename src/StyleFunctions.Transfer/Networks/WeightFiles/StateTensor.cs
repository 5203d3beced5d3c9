namespace StyleFunctions.Transfer.Networks.WeightFiles;

/// <summary>Where in the file a storage's bytes lie.</summary>
/// <param name="Position">Their first byte in the file.</param>
/// <param name="Length">How many there are, once decompressed.</param>
/// <param name="IsDeflated">Whether they are compressed with deflate.</param>
internal sealed record StoredBytes(long Position, long Length, bool IsDeflated = false);

/// <summary>A tensor of a state dictionary; its elements are still in the file.</summary>
/// <param name="Name">Its name: features.0.weight.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Shape">Elements in each direction, outermost first; an empty shape is a single number.</param>
/// <param name="Strides">How many elements of the storage lie between neighbours, for each direction.</param>
/// <param name="Offset">The first element's place in the storage, in elements.</param>
/// <param name="Storage">The storage. Every element lies inside it.</param>
internal sealed record StateTensor(
    string Name, ElementType Type, long[] Shape, long[] Strides, long Offset, StoredBytes Storage)
{
    /// <summary>How many elements there are.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Whether the elements lie in the storage in order and without gaps.</summary>
    public bool IsContiguous => Shape.Zip(Strides, ContiguousStrides(Shape))
        .All(d => d.First <= 1 || d.Second == d.Third);

    /// <summary>The strides of elements that lie in order and without gaps.</summary>
    public static long[] ContiguousStrides(long[] shape)
    {
        var strides = new long[shape.Length];
        var step = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }

        return strides;
    }

    /// <summary>
    /// The number of elements of a shape, or null if it is negative in a direction or beyond all files.
    /// </summary>
    public static long? CountOf(long[] shape)
    {
        var count = 1L;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && count > long.MaxValue / 16 / size))
            {
                return null;
            }

            count *= size;
        }

        return count;
    }

    /// <summary>A shape in words: 64 x 3 x 3 x 3.</summary>
    public static string Describe(long[] shape) => shape.Length == 0 ? "a single number" : string.Join(" x ", shape);
}
