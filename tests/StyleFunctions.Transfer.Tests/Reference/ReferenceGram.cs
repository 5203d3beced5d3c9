namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>Correlations between channels: F F^T / N, as a C x C matrix in one tensor channel.</summary>
internal static class ReferenceGram
{
    public static ReferenceTensor Forward(ReferenceTensor features)
    {
        var gram = new ReferenceTensor(1, features.Channels, features.Channels);
        Parallel.For(0, features.Channels, c =>
        {
            for (var d = 0; d < features.Channels; d++)
            {
                var sum = 0.0;
                for (var i = 0; i < features.Positions; i++)
                {
                    sum += features.Plane(c)[i] * features.Plane(d)[i];
                }

                gram[0, c, d] = sum / features.Positions;
            }
        });
        return gram;
    }

    /// <summary>For any matrix of slopes D, symmetric or not: (D + D^T) F / N.</summary>
    public static ReferenceTensor Backward(ReferenceTensor gradient, ReferenceTensor features)
    {
        var result = features.ZerosLike();
        Parallel.For(0, features.Channels, c =>
        {
            for (var d = 0; d < features.Channels; d++)
            {
                var slope = (gradient[0, c, d] + gradient[0, d, c]) / features.Positions;
                for (var i = 0; i < features.Positions; i++)
                {
                    result.Plane(c)[i] += slope * features.Plane(d)[i];
                }
            }
        });
        return result;
    }
}
