using System.Globalization;
using System.Numerics;

namespace StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;

/// <summary>
/// Reads PyTorch's first format (torch.save before 1.6): pickles of a magic number, a protocol version, the writer's
/// system, the state dictionary and the list of storage keys, then for each storage a 64-bit count of elements and the
/// elements.
/// </summary>
internal static class TorchLegacyFile
{
    private const long Protocol = 1001;

    private static readonly BigInteger Magic =
        BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Reads the pickles and finds the storages.</summary>
    /// <exception cref="WeightFormatException">The file is damaged, or is not one of weights.</exception>
    public static IReadOnlyDictionary<string, StateTensor> Read(WeightStream file)
    {
        var objects = new TorchObjects(file);
        object? ReadPickle() => new PickleMachine(file, objects).Run();

        if (ReadPickle() is not BigInteger magic || magic != Magic)
        {
            throw file.Error("it is a pickle, but not one of PyTorch's");
        }

        if (ReadPickle() is not Protocol)
        {
            throw file.Error($"it does not have PyTorch's protocol version {Protocol}");
        }

        if (ReadPickle() is not Dictionary<string, object?> system
            || system.GetValueOrDefault("little_endian") is not true)
        {
            throw file.Error("it was not written on a little-endian machine");
        }

        var root = ReadPickle();
        var keys = ReadPickle() as List<object?> ?? throw file.Error("it does not list its storages");
        var places = FindStorages(file, keys, objects.Storages);
        return TorchStateDictionary.Make(file, root, storage => places.TryGetValue(storage.Key, out var place)
            ? place
            : throw file.Error($"its storage {WeightStream.Quote(storage.Key)} is missing"));
    }

    private static Dictionary<string, StoredBytes> FindStorages(
        WeightStream file, List<object?> keys, IReadOnlyDictionary<string, TorchStorage> storages)
    {
        var places = new Dictionary<string, StoredBytes>();
        foreach (var item in keys)
        {
            if (item is not string key || !storages.TryGetValue(key, out var storage))
            {
                throw file.Error("it lists a storage that its tensors do not use");
            }

            var count = file.ReadInt64();
            if (count != storage.Count)
            {
                throw file.Error(
                    $"its storage {WeightStream.Quote(key)} has {count} elements, "
                    + $"and its tensors expect {storage.Count}");
            }

            if (storage.Length > file.Remaining)
            {
                throw file.Error(
                    $"its storage {WeightStream.Quote(key)} needs {storage.Length} bytes, "
                    + $"only {file.Remaining} are left, and the file is probably incomplete");
            }

            if (!places.TryAdd(key, new StoredBytes(file.Position, storage.Length)))
            {
                throw file.Error($"it lists the storage {WeightStream.Quote(key)} twice");
            }

            file.Seek(file.Position + storage.Length);
        }

        return places;
    }
}
