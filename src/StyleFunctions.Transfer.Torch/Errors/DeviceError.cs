using StyleFunctions.Transfer.Settings;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>
/// The error of a difference d and the factors of its gradient, Linear * d + Sign * sign(d), as numbers on the device:
/// nobody waits for them. Sums and numbers are float64.
/// </summary>
/// <param name="Value">The error.</param>
/// <param name="Linear">The factor of d.</param>
/// <param name="Sign">The factor of sign(d); null for none.</param>
internal sealed record DeviceError(torch.Tensor Value, torch.Tensor Linear, torch.Tensor? Sign) : IDisposable
{
    private static readonly Scalar _epsilon = 1e-8;

    /// <summary>Measures a difference.</summary>
    /// <param name="difference">d.</param>
    /// <param name="measure">How it becomes one number.</param>
    /// <param name="weight">What the gradient is multiplied by.</param>
    public static DeviceError Of(torch.Tensor difference, ErrorMeasure measure, double weight)
    {
        using var squared = difference.mul(difference);
        using var squares = squared.sum(torch.ScalarType.Float64);
        if (measure == ErrorMeasure.MeanSquare)
        {
            using Scalar count = (double)difference.NumberOfElements;
            using Scalar linear = 2 * weight / difference.NumberOfElements;
            return new DeviceError(squares.div(count), torch.full_like(squares, linear), Sign: null);
        }

        using var absolute = difference.abs();
        using var sum = absolute.sum(torch.ScalarType.Float64);
        using var absolutes = sum.add_(_epsilon, Scalars.One);
        var value = squares.div(absolutes);
        using var reciprocal = absolutes.reciprocal();
        using Scalar twice = 2 * weight;
        using Scalar minus = -weight;
        return new DeviceError(value, reciprocal.mul(twice), value.mul(reciprocal).mul_(minus));
    }

    /// <summary>The gradient at each difference.</summary>
    /// <param name="difference">d, overwritten by it.</param>
    public torch.Tensor Gradient(torch.Tensor difference)
    {
        if (Sign is null)
        {
            return difference.mul_(Linear);
        }

        using var signs = difference.sign();
        signs.mul_(Sign);
        return difference.mul_(Linear).add_(signs, Scalars.One);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Value.Dispose();
        Linear.Dispose();
        Sign?.Dispose();
    }
}
