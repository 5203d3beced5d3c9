using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

/// <summary>Writes safetensors files of floats for the tests.</summary>
internal static class SafetensorsWriter
{
    public static void Write(Stream file, IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
    {
        var entries = new Dictionary<string, object>();
        var end = 0L;
        foreach (var (name, shape, values) in tensors)
        {
            entries[name] = new { dtype = "F32", shape, data_offsets = new[] { end, end += 4L * values.Length } };
        }

        file.Write(WithHeader(JsonSerializer.Serialize(entries), []));
        foreach (var (_, _, values) in tensors)
        {
            file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <summary>A file of any header, however wrong, and data.</summary>
    public static byte[] WithHeader(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }
}
