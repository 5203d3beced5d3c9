namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>(f(x + h) - f(x - h)) / 2h, one input at a time.</summary>
internal static class CentralDifferences
{
    /// <summary>Every slope within 1e-6 of the gradient's root mean square.</summary>
    public static void AssertGradient(
        ReferenceTensor input,
        Func<ReferenceTensor, double> function,
        ReferenceTensor gradient,
        double step = 1e-5,
        int every = 1)
    {
        Assert.Equal(input.Values.Length, gradient.Values.Length);
        var size = Math.Sqrt(gradient.Values.Average(g => g * g));
        Assert.True(size > 0, "The gradient is zero everywhere.");
        for (var i = 0; i < input.Values.Length; i += every)
        {
            var slope = (At(step) - At(-step)) / (2 * step);
            var error = Math.Abs(slope - gradient.Values[i]) / Math.Max(size, Math.Abs(slope));
            Assert.True(error < 1e-6, $"At {i} the slope is {slope}, but the gradient {gradient.Values[i]}.");

            double At(double offset)
            {
                var changed = input.Copy();
                changed.Values[i] += offset;
                return function(changed);
            }
        }
    }
}
