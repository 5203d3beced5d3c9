using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>(pixel * scale - mean) / deviation, colour by colour.</summary>
internal static class ReferencePreprocessing
{
    public static ReferenceTensor Forward(ReferenceTensor pixels, Preprocessing preprocessing)
    {
        var output = pixels.ZerosLike();
        for (var c = 0; c < pixels.Channels; c++)
        {
            for (var i = 0; i < pixels.Positions; i++)
            {
                output.Plane(c)[i] = ((pixels.Plane(c)[i] * preprocessing.Scale) - preprocessing.Mean[c])
                    / preprocessing.Deviation[c];
            }
        }

        return output;
    }

    public static ReferenceTensor Backward(ReferenceTensor gradient, Preprocessing preprocessing)
    {
        var result = gradient.ZerosLike();
        for (var c = 0; c < gradient.Channels; c++)
        {
            for (var i = 0; i < gradient.Positions; i++)
            {
                result.Plane(c)[i] = gradient.Plane(c)[i] * preprocessing.Scale / preprocessing.Deviation[c];
            }
        }

        return result;
    }
}
