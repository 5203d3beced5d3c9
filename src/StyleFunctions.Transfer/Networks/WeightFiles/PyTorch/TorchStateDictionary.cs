namespace StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;

/// <summary>Turns what a pickle described and where its storages lie into tensors.</summary>
internal static class TorchStateDictionary
{
    /// <summary>The tensors of a state dictionary; what is not a tensor is left out.</summary>
    /// <param name="file">The file, for errors.</param>
    /// <param name="root">What the pickle gave.</param>
    /// <param name="locate">Where a storage lies; its length has been checked.</param>
    public static IReadOnlyDictionary<string, StateTensor> Make(
        WeightStream file, object? root, Func<TorchStorage, StoredBytes> locate)
    {
        var dictionary = root as Dictionary<string, object?>
            ?? throw file.Error("its pickle is not a dictionary of named tensors");
        var tensors = new Dictionary<string, StateTensor>();
        foreach (var (name, value) in dictionary)
        {
            if (value is TorchTensor tensor)
            {
                var stored = locate(tensor.Storage);
                tensors[name] = new StateTensor(
                    name, tensor.Storage.Type, tensor.Shape, tensor.Strides, tensor.Offset, stored);
            }
        }

        return tensors;
    }
}
