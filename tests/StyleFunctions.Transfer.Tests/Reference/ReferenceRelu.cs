namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>max(0, x), with a gradient of 0 at 0.</summary>
internal static class ReferenceRelu
{
    public static ReferenceTensor Forward(ReferenceTensor input)
    {
        var output = input.ZerosLike();
        for (var i = 0; i < output.Values.Length; i++)
        {
            output.Values[i] = Math.Max(0, input.Values[i]);
        }

        return output;
    }

    public static ReferenceTensor Backward(ReferenceTensor gradient, ReferenceTensor input)
    {
        var result = gradient.ZerosLike();
        for (var i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = input.Values[i] > 0 ? gradient.Values[i] : 0;
        }

        return result;
    }
}
