using System.IO.Compression;

namespace StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;

/// <summary>
/// Reads PyTorch's present format (torch.save since 1.6): a zip with the pickled state dictionary in
/// {name}/data.pkl, each storage in {name}/data/{key}, and perhaps the byte order in {name}/byteorder.
/// </summary>
internal static class TorchZipFile
{
    private const int LargestPickle = 16 << 20;
    private const string PickleName = "data.pkl";

    /// <summary>Reads the pickle and finds the storages.</summary>
    /// <exception cref="WeightFormatException">The file is damaged, or is not one of weights.</exception>
    public static IReadOnlyDictionary<string, StateTensor> Read(WeightStream file)
    {
        var directory = ZipDirectory.Read(file);
        var folder = FindFolder(file, directory);
        var byteOrder = $"{folder}byteorder";
        if (directory.Contains(byteOrder)
            && !ReadAll(file, directory.Locate(byteOrder)).AsSpan().SequenceEqual("little"u8))
        {
            throw file.Error("it was not written on a little-endian machine");
        }

        var pickle = new WeightStream(
            file.Name, new MemoryStream(ReadAll(file, directory.Locate($"{folder}{PickleName}")), writable: false));
        var root = new PickleMachine(pickle, new TorchObjects(file)).Run();
        return TorchStateDictionary.Make(file, root, storage =>
        {
            var place = directory.Locate($"{folder}data/{storage.Key}");
            return place.Length == storage.Length ? place : throw file.Error(
                $"its storage {WeightStream.Quote(storage.Key)} has {place.Length} bytes, "
                + $"and its tensors expect {storage.Length}");
        });
    }

    private static string FindFolder(WeightStream file, ZipDirectory directory)
    {
        string[] found = [.. directory.Names.Where(n => n.Split('/') is [_, PickleName])];
        return found.Length == 1
            ? found[0][..^PickleName.Length]
            : throw file.Error($"it is a zip file without a single {PickleName}, so not one of PyTorch's");
    }

    private static byte[] ReadAll(WeightStream file, StoredBytes place)
    {
        file.Seek(place.Position);
        if (!place.IsDeflated)
        {
            return file.ReadBytes(place.Length, LargestPickle, "its pickle");
        }

        try
        {
            using var inflated = new DeflateStream(file.Bytes, CompressionMode.Decompress, leaveOpen: true);
            var part = new byte[Math.Min(place.Length, LargestPickle)];
            var length = inflated.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            return length == place.Length
                ? part
                : throw file.Error("its pickle does not have the length the zip directory says");
        }
        catch (InvalidDataException e)
        {
            throw new WeightFormatException(file.Error("its compressed pickle is damaged").Message, e);
        }
    }
}
