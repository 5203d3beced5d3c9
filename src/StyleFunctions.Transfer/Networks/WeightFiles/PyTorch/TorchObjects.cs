namespace StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;

/// <summary>
/// The few globals a pickle of weights may name, and what this reader makes of them: descriptions, never objects of
/// the pickle's choosing.
/// </summary>
/// <param name="file">The file, for errors.</param>
internal sealed class TorchObjects(WeightStream file)
{
    private const int MostDirections = 16;
    private const long MostElements = long.MaxValue / 16;

    private static readonly Dictionary<string, object> Globals = new()
    {
        ["collections.OrderedDict"] = Function.OrderedDictionary,
        ["torch._utils._rebuild_tensor"] = Function.RebuildTensor,
        ["torch._utils._rebuild_tensor_v2"] = Function.RebuildTensor,
        ["torch._utils._rebuild_parameter"] = Function.RebuildParameter,
        ["torch.nn.parameter.Parameter"] = Function.RebuildParameter,
    };

    private static readonly Dictionary<string, string> StorageTypes = new()
    {
        ["FloatStorage"] = "F32",
        ["HalfStorage"] = "F16",
        ["BFloat16Storage"] = "BF16",
        ["DoubleStorage"] = "F64",
        ["LongStorage"] = "I64",
        ["IntStorage"] = "I32",
        ["ShortStorage"] = "I16",
        ["CharStorage"] = "I8",
        ["ByteStorage"] = "U8",
        ["BoolStorage"] = "BOOL",
    };

    private readonly Dictionary<string, TorchStorage> _storages = [];

    private enum Function
    {
        OrderedDictionary,
        RebuildTensor,
        RebuildParameter,
    }

    /// <summary>The storages referred to so far, by their keys.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => _storages;

    /// <summary>What a global stands for.</summary>
    /// <exception cref="WeightFormatException">It is not on the list; the message names it.</exception>
    public object Find(string module, string name)
    {
        var global = $"{module}.{name}";
        if (Globals.TryGetValue(global, out var function))
        {
            return function;
        }

        return module is "torch" or "torch.cuda" && StorageTypes.TryGetValue(name, out var type)
            ? ElementType.Named(type)!
            : throw file.Error(
                $"its pickle names {WeightStream.Quote(global)}, which weights do not need, and nothing was executed");
    }

    /// <summary>What a call of a global gives.</summary>
    public object Call(object? global, object?[] arguments) => (global, arguments) switch
    {
        (Function.OrderedDictionary, []) => new Dictionary<string, object?>(),
        (Function.OrderedDictionary, [List<object?> items]) => MakeDictionary(items),
        (Function.RebuildTensor, [TorchStorage storage, long offset, object?[] shape, object?[] strides, ..]) =>
            MakeTensor(storage, offset, shape, strides),
        (Function.RebuildParameter, [TorchTensor tensor, ..]) => tensor,
        _ => throw file.Error("its pickle calls something in a way that weights do not need"),
    };

    /// <summary>
    /// What a persistent identifier stands for: ('storage', type, key, place, count) and perhaps a view.
    /// </summary>
    public TorchStorage Load(object? identifier)
    {
        if (identifier is not object?[] parts
            || parts is not ["storage", ElementType type, string key, string, long count, ..]
            || count is < 0 or > MostElements)
        {
            throw file.Error("its pickle describes a storage in an unknown way");
        }

        if (parts[5..] is not ([] or [null]))
        {
            throw file.Error($"its storage {WeightStream.Quote(key)} is a view of another, which is not supported");
        }

        var storage = new TorchStorage(key, type, count);
        return _storages.TryAdd(key, storage) || _storages[key] == storage
            ? storage
            : throw file.Error($"its pickle describes the storage {WeightStream.Quote(key)} in two ways");
    }

    /// <summary>Checks that an object is one whose attributes a pickle may set.</summary>
    public void CheckMayHaveAttributes(object? target)
    {
        if (target is not (Dictionary<string, object?> or TorchTensor))
        {
            throw file.Error("its pickle sets attributes of something that has none");
        }
    }

    /// <summary>Python 2 gives an ordered dictionary its items when it makes it: a list of lists of two.</summary>
    private Dictionary<string, object?> MakeDictionary(List<object?> items)
    {
        var dictionary = new Dictionary<string, object?>();
        foreach (var item in items)
        {
            if (item is not IReadOnlyList<object?> { Count: 2 } pair || pair[0] is not string key)
            {
                throw file.Error(
                    "its pickle has an ordered dictionary whose items are not pairs of a string and a value");
            }

            dictionary[key] = pair[1];
        }

        return dictionary;
    }

    private TorchTensor MakeTensor(TorchStorage storage, long offset, object?[] shape, object?[] strides)
    {
        if (shape.Length != strides.Length || shape.Length > MostDirections
            || !shape.Concat(strides).All(n => n is long))
        {
            throw file.Error("its pickle describes a tensor whose shape and strides are not a few integers");
        }

        long[] sizes = [.. shape.Cast<long>()];
        long[] steps = [.. strides.Cast<long>()];
        if (StateTensor.CountOf(sizes) is not { } count || count > storage.Count
            || Extent(sizes, steps) is not { } extent || offset < 0 || offset > storage.Count - extent)
        {
            throw file.Error(
                $"its pickle describes a tensor of {StateTensor.Describe(sizes)} "
                + $"that does not fit its storage of {storage.Count} elements");
        }

        return new TorchTensor(storage, offset, sizes, steps);
    }

    /// <summary>The elements of a storage from a tensor's first to its last, or null where that is no number.</summary>
    private static long? Extent(long[] shape, long[] strides)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        var extent = 1L;
        foreach (var (size, stride) in shape.Zip(strides))
        {
            if (stride < 0 || (size > 1 && stride > (MostElements - extent) / (size - 1)))
            {
                return null;
            }

            extent += (size - 1) * stride;
        }

        return extent;
    }
}
