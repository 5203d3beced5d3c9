using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>How differences become one number.</summary>
internal static class ReferenceError
{
    private const double Epsilon = 1e-8;

    public static double Forward(ReferenceTensor difference, ErrorMeasure error)
    {
        var squares = difference.Values.Sum(d => d * d);
        return error == ErrorMeasure.ScaledSquare
            ? squares / (difference.Values.Sum(Math.Abs) + Epsilon)
            : squares / difference.Values.Length;
    }

    public static ReferenceTensor Backward(ReferenceTensor difference, ErrorMeasure error)
    {
        var squares = difference.Values.Sum(d => d * d);
        var sizes = difference.Values.Sum(Math.Abs) + Epsilon;
        var result = difference.ZerosLike();
        for (var i = 0; i < result.Values.Length; i++)
        {
            var d = difference.Values[i];
            result.Values[i] = error == ErrorMeasure.ScaledSquare
                ? (2 * d / sizes) - (squares / (sizes * sizes) * Math.Sign(d))
                : 2 * d / result.Values.Length;
        }

        return result;
    }
}
