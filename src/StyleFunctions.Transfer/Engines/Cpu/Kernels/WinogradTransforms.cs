using System.Runtime.CompilerServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>Winograd's transforms in one direction; each is applied to a tile's rows and columns.</summary>
internal unsafe interface IWinogradTransform
{
    /// <summary>Inputs of a tile.</summary>
    static abstract int TileSize { get; }

    /// <summary>The inputs' polynomial at every point.</summary>
    /// <param name="source">The first input.</param>
    /// <param name="sourceStride">Floats from one to the next.</param>
    /// <param name="target">The value at the first point.</param>
    /// <param name="targetStride">Floats from one to the next.</param>
    static abstract void Input(float* source, nint sourceStride, float* target, nint targetStride);

    /// <summary>The outputs from the products at every point.</summary>
    /// <param name="source">The product at the first point.</param>
    /// <param name="sourceStride">Floats from one to the next.</param>
    /// <param name="target">The first output.</param>
    /// <param name="targetStride">Floats from one to the next.</param>
    static abstract void Output(float* source, nint sourceStride, float* target, nint targetStride);
}

/// <summary>F(4x4): points 0, +-A, +-B, infinity.</summary>
/// <typeparam name="TSimd">The instructions.</typeparam>
/// <typeparam name="TVector">The register: a few channels of one position.</typeparam>
internal readonly unsafe struct WinogradF4<TSimd, TVector> : IWinogradTransform
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const float A = WinogradMethod.A4;
    private const float B = WinogradMethod.B4;

    public static int TileSize => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var x0 = TSimd.Load(source);
        var x1 = TSimd.Load(source + sourceStride);
        var x2 = TSimd.Load(source + 2 * sourceStride);
        var x3 = TSimd.Load(source + 3 * sourceStride);
        var x4 = TSimd.Load(source + 4 * sourceStride);
        var x5 = TSimd.Load(source + 5 * sourceStride);

        // The coefficients of (x^2 - A^2)(x^2 - B^2) at 0 and infinity; at a point without that point's own factor.
        var constant = TSimd.Broadcast(A * A * B * B);
        var square = TSimd.Broadcast(-(A * A + B * B));
        TSimd.Store(TSimd.MultiplyAdd(constant, x0, TSimd.MultiplyAdd(square, x2, x4)), target);
        TSimd.Store(TSimd.MultiplyAdd(constant, x1, TSimd.MultiplyAdd(square, x3, x5)), target + 5 * targetStride);
        Pair(A, B, x1, x2, x3, x4, target + targetStride, targetStride);
        Pair(B, A, x1, x2, x3, x4, target + 3 * targetStride, targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var m1 = TSimd.Load(source + sourceStride);
        var m2 = TSimd.Load(source + 2 * sourceStride);
        var m3 = TSimd.Load(source + 3 * sourceStride);
        var m4 = TSimd.Load(source + 4 * sourceStride);
        var (sumA, differenceA) = (TSimd.Add(m1, m2), TSimd.Subtract(m1, m2));
        var (sumB, differenceB) = (TSimd.Add(m3, m4), TSimd.Subtract(m3, m4));
        TSimd.Store(TSimd.Add(TSimd.Load(source), TSimd.Add(sumA, sumB)), target);
        TSimd.Store(Combine(A, differenceA, B, differenceB), target + targetStride);
        TSimd.Store(Combine(A * A, sumA, B * B, sumB), target + 2 * targetStride);
        var cubes = Combine(A * A * A, differenceA, B * B * B, differenceB);
        TSimd.Store(TSimd.Add(TSimd.Load(source + 5 * sourceStride), cubes), target + 3 * targetStride);
    }

    // At +-p, where the other pair is +-q.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(
        float p, float q, TVector x1, TVector x2, TVector x3, TVector x4, float* target, nint targetStride)
    {
        var factor = TSimd.Broadcast(-q * q);
        var even = TSimd.MultiplyAdd(factor, x2, x4);
        var odd = TSimd.MultiplyAdd(factor, x1, x3);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(p), odd, even), target);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(-p), odd, even), target + targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Combine(float a, TVector u, float b, TVector v) =>
        TSimd.MultiplyAdd(TSimd.Broadcast(a), u, TSimd.Multiply(TSimd.Broadcast(b), v));
}

/// <summary>F(6x6): points 0, +-A, +-B, +-C, infinity.</summary>
/// <typeparam name="TSimd">The instructions.</typeparam>
/// <typeparam name="TVector">The register: a few channels of one position.</typeparam>
internal readonly unsafe struct WinogradF6<TSimd, TVector> : IWinogradTransform
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const float A = WinogradMethod.A6;
    private const float B = WinogradMethod.B6;
    private const float C = WinogradMethod.C6;

    public static int TileSize => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var x0 = TSimd.Load(source);
        var x1 = TSimd.Load(source + sourceStride);
        var x2 = TSimd.Load(source + 2 * sourceStride);
        var x3 = TSimd.Load(source + 3 * sourceStride);
        var x4 = TSimd.Load(source + 4 * sourceStride);
        var x5 = TSimd.Load(source + 5 * sourceStride);
        var x6 = TSimd.Load(source + 6 * sourceStride);
        var x7 = TSimd.Load(source + 7 * sourceStride);

        // The coefficients of (x^2 - A^2)(x^2 - B^2)(x^2 - C^2) at 0 and infinity; at a point without its own factor.
        var constant = TSimd.Broadcast(-A * A * B * B * C * C);
        var square = TSimd.Broadcast(A * A * B * B + A * A * C * C + B * B * C * C);
        var fourth = TSimd.Broadcast(-(A * A + B * B + C * C));
        var first = TSimd.MultiplyAdd(square, x2, TSimd.MultiplyAdd(fourth, x4, x6));
        TSimd.Store(TSimd.MultiplyAdd(constant, x0, first), target);
        var last = TSimd.MultiplyAdd(square, x3, TSimd.MultiplyAdd(fourth, x5, x7));
        TSimd.Store(TSimd.MultiplyAdd(constant, x1, last), target + 7 * targetStride);
        Pair(A, B, C, x1, x2, x3, x4, x5, x6, target + targetStride, targetStride);
        Pair(B, A, C, x1, x2, x3, x4, x5, x6, target + 3 * targetStride, targetStride);
        Pair(C, A, B, x1, x2, x3, x4, x5, x6, target + 5 * targetStride, targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var m1 = TSimd.Load(source + sourceStride);
        var m2 = TSimd.Load(source + 2 * sourceStride);
        var m3 = TSimd.Load(source + 3 * sourceStride);
        var m4 = TSimd.Load(source + 4 * sourceStride);
        var m5 = TSimd.Load(source + 5 * sourceStride);
        var m6 = TSimd.Load(source + 6 * sourceStride);
        var (sumA, differenceA) = (TSimd.Add(m1, m2), TSimd.Subtract(m1, m2));
        var (sumB, differenceB) = (TSimd.Add(m3, m4), TSimd.Subtract(m3, m4));
        var (sumC, differenceC) = (TSimd.Add(m5, m6), TSimd.Subtract(m5, m6));

        // The product of 0's distances to the other points is -1.
        TSimd.Store(TSimd.Add(TSimd.Subtract(sumA, TSimd.Load(source)), TSimd.Add(sumB, sumC)), target);
        TSimd.Store(Power(1, differenceA, differenceB, differenceC), target + targetStride);
        TSimd.Store(Power(2, sumA, sumB, sumC), target + 2 * targetStride);
        TSimd.Store(Power(3, differenceA, differenceB, differenceC), target + 3 * targetStride);
        TSimd.Store(Power(4, sumA, sumB, sumC), target + 4 * targetStride);
        var fifth = Power(5, differenceA, differenceB, differenceC);
        TSimd.Store(TSimd.Add(TSimd.Load(source + 7 * sourceStride), fifth), target + 5 * targetStride);
    }

    // At +-p, where the other pairs are +-q and +-r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(
        float p,
        float q,
        float r,
        TVector x1,
        TVector x2,
        TVector x3,
        TVector x4,
        TVector x5,
        TVector x6,
        float* target,
        nint targetStride)
    {
        var constant = TSimd.Broadcast(q * q * r * r);
        var square = TSimd.Broadcast(-(q * q + r * r));
        var even = TSimd.MultiplyAdd(constant, x2, TSimd.MultiplyAdd(square, x4, x6));
        var odd = TSimd.MultiplyAdd(constant, x1, TSimd.MultiplyAdd(square, x3, x5));
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(p), odd, even), target);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(-p), odd, even), target + targetStride);
    }

    // A^n u + B^n v + C^n w.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Power(int n, TVector u, TVector v, TVector w)
    {
        var sum = TSimd.Multiply(TSimd.Broadcast(Power(C, n)), w);
        sum = TSimd.MultiplyAdd(TSimd.Broadcast(Power(B, n)), v, sum);
        return TSimd.MultiplyAdd(TSimd.Broadcast(Power(A, n)), u, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Power(float x, int n) => n switch
    {
        1 => x,
        2 => x * x,
        3 => x * x * x,
        4 => x * x * x * x,
        _ => x * x * x * x * x,
    };
}
