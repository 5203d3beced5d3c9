using System.Runtime.CompilerServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>
/// Winograd's convolution F(4x4, 3x3): a tile of 4x4 outputs from 6x6 inputs with 36 multiplications instead of 144
/// (Lavin and Gray 2016). A 3x3 filter is a polynomial of degree 2 in each direction; the product of polynomials is
/// computed at six points, and interpolated. Points 0, +-5/8, +-3/2 and infinity round half as badly as the usual
/// 0, +-1, +-2: Barabasz et al. 2020.
/// </summary>
internal static class Winograd
{
    /// <summary>Outputs of a tile in each direction.</summary>
    public const int OutputSize = 4;

    /// <summary>Inputs of a tile in each direction.</summary>
    public const int TileSize = 6;

    /// <summary>Products of a tile: one for each pair of points.</summary>
    public const int Frequencies = TileSize * TileSize;

    /// <summary>The first pair of points is +-A.</summary>
    public const float A = 0.625f;

    /// <summary>The second pair of points is +-B.</summary>
    public const float B = 1.5f;

    private static readonly (double, double, double)[] _filterTransform = MakeFilterTransform();

    /// <summary>
    /// What a filter's three taps are multiplied by at a point: the point's powers over the product of its distances to
    /// the other points, by which interpolation divides.
    /// </summary>
    public static (double First, double Second, double Third) FilterRow(int point) => _filterTransform[point];

    private static (double, double, double)[] MakeFilterTransform()
    {
        double[] points = [0, A, -A, B, -B];
        var finite = points.Select(point =>
        {
            var distances = points.Where(other => other != point).Aggregate(1.0, (all, other) => all * (point - other));
            return (1 / distances, point / distances, point * point / distances);
        });
        return [.. finite, (0, 0, 1)];
    }
}

/// <summary>The transforms of inputs and products, in one direction; each is applied to a tile's rows and columns.</summary>
/// <typeparam name="TSimd">The instructions.</typeparam>
/// <typeparam name="TVector">The register: a few channels of one position.</typeparam>
internal static unsafe class WinogradTransforms<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const float A = Winograd.A;
    private const float B = Winograd.B;

    /// <summary>Six inputs at the six points.</summary>
    /// <param name="source">The first input.</param>
    /// <param name="sourceStride">Floats from one to the next.</param>
    /// <param name="target">The value at the first point.</param>
    /// <param name="targetStride">Floats from one to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var x0 = TSimd.Load(source);
        var x1 = TSimd.Load(source + sourceStride);
        var x2 = TSimd.Load(source + 2 * sourceStride);
        var x3 = TSimd.Load(source + 3 * sourceStride);
        var x4 = TSimd.Load(source + 4 * sourceStride);
        var x5 = TSimd.Load(source + 5 * sourceStride);

        // The coefficients of (x^2 - A^2)(x^2 - B^2), and what stays of it without one of its factors.
        var product = TSimd.Broadcast(A * A * B * B);
        var sum = TSimd.Broadcast(-(A * A + B * B));
        var aa = TSimd.Broadcast(-A * A);
        var bb = TSimd.Broadcast(-B * B);
        TSimd.Store(TSimd.MultiplyAdd(product, x0, TSimd.MultiplyAdd(sum, x2, x4)), target);
        TSimd.Store(TSimd.MultiplyAdd(product, x1, TSimd.MultiplyAdd(sum, x3, x5)), target + 5 * targetStride);

        var even = TSimd.MultiplyAdd(bb, x2, x4);
        var odd = TSimd.MultiplyAdd(bb, x1, x3);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(A), odd, even), target + targetStride);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(-A), odd, even), target + 2 * targetStride);

        even = TSimd.MultiplyAdd(aa, x2, x4);
        odd = TSimd.MultiplyAdd(aa, x1, x3);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(B), odd, even), target + 3 * targetStride);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(-B), odd, even), target + 4 * targetStride);
    }

    /// <summary>Four outputs from the products at the six points.</summary>
    /// <param name="source">The product at the first point.</param>
    /// <param name="sourceStride">Floats from one to the next.</param>
    /// <param name="y0">The first output.</param>
    /// <param name="y1">The second output.</param>
    /// <param name="y2">The third output.</param>
    /// <param name="y3">The fourth output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(
        float* source, nint sourceStride, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
    {
        var m1 = TSimd.Load(source + sourceStride);
        var m2 = TSimd.Load(source + 2 * sourceStride);
        var m3 = TSimd.Load(source + 3 * sourceStride);
        var m4 = TSimd.Load(source + 4 * sourceStride);
        var sumA = TSimd.Add(m1, m2);
        var differenceA = TSimd.Subtract(m1, m2);
        var sumB = TSimd.Add(m3, m4);
        var differenceB = TSimd.Subtract(m3, m4);
        var infinity = TSimd.Load(source + 5 * sourceStride);
        y0 = TSimd.Add(TSimd.Add(TSimd.Load(source), sumA), sumB);
        y1 = Combine(A, differenceA, B, differenceB);
        y2 = Combine(A * A, sumA, B * B, sumB);
        y3 = TSimd.Add(Combine(A * A * A, differenceA, B * B * B, differenceB), infinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Combine(float a, TVector u, float b, TVector v) =>
        TSimd.MultiplyAdd(TSimd.Broadcast(a), u, TSimd.Multiply(TSimd.Broadcast(b), v));
}
