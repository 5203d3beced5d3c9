namespace StyleFunctions.Transfer.Optimization;

/// <summary>What an optimiser or an average remembers, by name: all it takes to go on to the same bytes.</summary>
/// <param name="Tensors">3 x H x W each. They are the owner's own arrays: as they stand, until it goes on.</param>
/// <param name="Numbers">To be kept to the last bit.</param>
public sealed record SavedState(
    IReadOnlyDictionary<string, float[]> Tensors, IReadOnlyDictionary<string, double> Numbers)
{
    /// <summary>The tensor of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">How many values it must have.</param>
    /// <exception cref="ArgumentException">There is none, or it has another length.</exception>
    internal float[] Tensor(string name, int length) =>
        Tensors.TryGetValue(name, out var tensor) && tensor.Length == length
            ? tensor
            : throw new ArgumentException($"The saved state has no tensor '{name}' of {length} values.");

    /// <summary>The number of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal double Number(string name) => Numbers.TryGetValue(name, out var number)
        ? number
        : throw new ArgumentException($"The saved state has no number '{name}'.");
}
