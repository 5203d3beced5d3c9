namespace StyleFunctions.Transfer.Networks.WeightFiles.PyTorch;

/// <summary>A storage a pickle refers to; its data lie elsewhere in the file.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Count">How many elements it has.</param>
internal sealed record TorchStorage(string Key, ElementType Type, long Count)
{
    /// <summary>Its size in bytes.</summary>
    public long Length => Count * Type.Size;
}

/// <summary>A tensor as a pickle describes it: a view of a storage, every element inside it.</summary>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides);
