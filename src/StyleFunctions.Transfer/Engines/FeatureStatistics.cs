namespace StyleFunctions.Transfer.Engines;

/// <summary>A layer's features.</summary>
/// <param name="Channels">C.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
/// <param name="Values">C x H x W.</param>
public sealed record FeatureMap(int Channels, int Height, int Width, float[] Values);

/// <summary>Correlations between a layer's channels: F F^T / (H W), the second raw moment.</summary>
/// <param name="Channels">C.</param>
/// <param name="Values">C x C, symmetric.</param>
public sealed record GramMatrix(int Channels, float[] Values)
{
    /// <summary>The weighted mean of several pictures' matrices: the target of a blend of styles.</summary>
    /// <param name="matrices">Matrices of one size.</param>
    /// <param name="weights">One for each, with a positive sum.</param>
    public static GramMatrix Average(IReadOnlyList<GramMatrix> matrices, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        ArgumentNullException.ThrowIfNull(weights);
        var values = new float[matrices[0].Values.Length];
        var sum = weights.Sum();
        for (var i = 0; i < values.Length; i++)
        {
            var value = 0.0;
            for (var m = 0; m < matrices.Count; m++)
            {
                value += weights[m] / sum * matrices[m].Values[i];
            }

            values[i] = (float)value;
        }

        return new GramMatrix(matrices[0].Channels, values);
    }
}

/// <summary>What an engine measured of one picture.</summary>
/// <param name="Grams">Gram matrices by layer.</param>
/// <param name="Features">Feature maps by layer.</param>
public sealed record FeatureStatistics(
    IReadOnlyDictionary<string, GramMatrix> Grams, IReadOnlyDictionary<string, FeatureMap> Features);
