using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>How far a variant is: the place its next chunk starts at.</summary>
/// <param name="Scale">The scale, from 0; the number of scales when all is done.</param>
/// <param name="Iteration">Iterations of that scale done.</param>
public sealed record VariantPosition(int Scale, int Iteration)
{
    /// <summary>The very start.</summary>
    public static VariantPosition Start { get; } = new(0, 0);

    /// <summary>The place after so many iterations of a scale: at a scale's end, the next scale's start.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="end">Iterations of it done.</param>
    public static VariantPosition After(Variant variant, int scale, int end)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return end >= variant.Scales[scale].Iterations ? new(scale + 1, 0) : new(scale, end);
    }

    /// <summary>Whether no chunk is left.</summary>
    /// <param name="variant">The variant.</param>
    public bool IsDone(Variant variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return Scale >= variant.Scales.Count;
    }
}
