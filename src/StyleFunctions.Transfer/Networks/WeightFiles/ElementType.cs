using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace StyleFunctions.Transfer.Networks.WeightFiles;

/// <summary>How the elements of a tensor are stored: little-endian, one of these types.</summary>
/// <param name="Name">safetensors' name: F32, F16, BF16, I64, ...</param>
/// <param name="Size">Bytes an element.</param>
internal sealed record ElementType(string Name, int Size)
{
    public static ElementType F32 { get; } = new("F32", 4);

    public static ElementType F16 { get; } = new("F16", 2);

    public static ElementType BF16 { get; } = new("BF16", 2);

    private static readonly Dictionary<string, ElementType> All = new ElementType[]
    {
        F32, F16, BF16, new("F64", 8), new("I64", 8), new("I32", 4), new("I16", 2), new("I8", 1), new("U64", 8),
        new("U32", 4), new("U16", 2), new("U8", 1), new("BOOL", 1), new("F8_E4M3", 1), new("F8_E5M2", 1), new("C64", 8),
    }.ToDictionary(t => t.Name);

    /// <summary>Whether the elements can be read as floats.</summary>
    public bool IsReadable => this == F32 || this == F16 || this == BF16;

    /// <summary>The type of a name, or null.</summary>
    public static ElementType? Named(string name) => All.GetValueOrDefault(name);

    /// <summary>Turns stored elements into floats; exact for all three readable types.</summary>
    /// <param name="stored">target.Length elements.</param>
    /// <param name="target">Receives them.</param>
    public void ToFloats(ReadOnlySpan<byte> stored, Span<float> target)
    {
        if (this == F32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(stored).CopyTo(target);
            return;
        }

        for (var i = 0; i < target.Length; i++)
        {
            var element = stored.Slice(i * Size, Size);
            target[i] = Name switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(element),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(element) << 16),
            };
        }
    }
}
