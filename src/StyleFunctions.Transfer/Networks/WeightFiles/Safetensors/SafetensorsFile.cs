using System.Text.Json;

namespace StyleFunctions.Transfer.Networks.WeightFiles.Safetensors;

/// <summary>
/// Reads the header of a safetensors file: a little-endian 64-bit length, a JSON object that gives each tensor's type,
/// shape and place, then the data, without gaps or overlaps to the end of the file.
/// </summary>
internal static class SafetensorsFile
{
    private const int LargestHeader = 16 << 20;
    private const int MostDirections = 16;

    /// <summary>Reads the header.</summary>
    /// <exception cref="WeightFormatException">It is damaged, or contradicts itself or the file's length.</exception>
    public static IReadOnlyDictionary<string, StateTensor> Read(WeightStream file)
    {
        var header = file.ReadBytes(file.ReadInt64(), LargestHeader, "its header");
        var data = file.Position;
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var tensors = json.RootElement.EnumerateObject()
                .Where(p => p.Name != "__metadata__")
                .Select(p => ReadTensor(file, p.Name, p.Value, data))
                .ToDictionary(t => t.Name);
            CheckCoverage(file, tensors.Values, data);
            return tensors;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a value of another kind than expected, or a string that is not Unicode.
            throw new WeightFormatException(
                file.Error("its header is not the JSON that safetensors prescribes").Message, e);
        }
    }

    private static StateTensor ReadTensor(WeightStream file, string name, JsonElement entry, long data)
    {
        if (!entry.TryGetProperty("dtype", out var type) || !entry.TryGetProperty("shape", out var shape)
            || !entry.TryGetProperty("data_offsets", out var offsets))
        {
            throw file.Error($"the tensor {WeightStream.Quote(name)} lacks its dtype, shape or data_offsets");
        }

        var typeName = type.GetString() ?? "null";
        var elementType = ElementType.Named(typeName)
            ?? throw file.Error(
                $"the tensor {WeightStream.Quote(name)} has the unknown type {WeightStream.Quote(typeName)}");
        var sizes = ReadIntegers(file, name, shape);
        var range = ReadIntegers(file, name, offsets);
        if (StateTensor.CountOf(sizes) is not { } count)
        {
            throw file.Error(
                $"the tensor {WeightStream.Quote(name)} has the impossible shape {StateTensor.Describe(sizes)}");
        }

        if (range.Length != 2 || range[0] < 0 || range[1] < range[0] || range[1] > file.Length - data)
        {
            throw file.Error($"the data_offsets of the tensor {WeightStream.Quote(name)} lie outside the file");
        }

        if (range[1] - range[0] != count * elementType.Size)
        {
            throw file.Error(
                $"the tensor {WeightStream.Quote(name)} has {range[1] - range[0]} bytes, "
                + $"and its shape needs {count * elementType.Size}");
        }

        var stored = new StoredBytes(data + range[0], range[1] - range[0]);
        return new StateTensor(name, elementType, sizes, StateTensor.ContiguousStrides(sizes), 0, stored);
    }

    private static long[] ReadIntegers(WeightStream file, string name, JsonElement array)
    {
        var length = array.GetArrayLength();
        if (length > MostDirections || array.EnumerateArray().Any(n => !n.TryGetInt64(out _)))
        {
            throw file.Error(
                $"the tensor {WeightStream.Quote(name)} has a shape or data_offsets that are not a few integers");
        }

        return [.. array.EnumerateArray().Select(n => n.GetInt64())];
    }

    private static void CheckCoverage(WeightStream file, IEnumerable<StateTensor> tensors, long data)
    {
        var end = data;
        foreach (var tensor in tensors.OrderBy(t => t.Storage.Position).ThenBy(t => t.Storage.Length))
        {
            if (tensor.Storage.Position != end)
            {
                var fault = tensor.Storage.Position < end
                    ? "overlap those of another tensor"
                    : "leave a gap before them";
                throw file.Error($"the data of the tensor {WeightStream.Quote(tensor.Name)} {fault}");
            }

            end += tensor.Storage.Length;
        }

        if (end != file.Length)
        {
            throw file.Error($"{file.Length - end} bytes at its end belong to no tensor");
        }
    }
}
