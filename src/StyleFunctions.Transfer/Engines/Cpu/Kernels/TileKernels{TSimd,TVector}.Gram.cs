using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <content>Gram matrices.</content>
internal sealed unsafe partial class TileKernels<TSimd, TVector>
{
    // 32 registers hold 8 x 2 sums of a Gram matrix, two columns and a row; with 16 registers 4 x 2 fit.
    private static int GramRows => HasThirtyTwoRegisters ? 8 : 4;

    /// <inheritdoc/>
    public override void AddGram(
        FeaturePlanes features, int y0, int y1, int firstRow, int lastRow, float* gram, int gramPitch)
    {
        var channels = features.Blocks * BlockSize;
        for (var column = firstRow / PanelWidth * PanelWidth; column < channels; column += PanelWidth)
        {
            for (var row = firstRow; row < Math.Min(lastRow, column + PanelWidth); row += GramRows)
            {
                // Of a panel on the diagonal the lower rows need the second register only.
                var first = row < column + TSimd.Count ? column : column + TSimd.Count;
                var both = first == column && column + TSimd.Count < channels;
                AddGramTile(features, y0, y1, row, first, both, gram + (nint)row * gramPitch + first, gramPitch);
            }
        }
    }

    private static void AddGramTile(
        FeaturePlanes features, int y0, int y1, int row, int column, bool both, float* gram, int gramPitch)
    {
        if (GramRows == 8 && both)
        {
            AddGramTile<EightRows, TwoRegisters>(features, y0, y1, row, column, gram, gramPitch);
        }
        else if (GramRows == 8)
        {
            AddGramTile<EightRows, OneRegister>(features, y0, y1, row, column, gram, gramPitch);
        }
        else if (both)
        {
            AddGramTile<FourRows, TwoRegisters>(features, y0, y1, row, column, gram, gramPitch);
        }
        else
        {
            AddGramTile<FourRows, OneRegister>(features, y0, y1, row, column, gram, gramPitch);
        }
    }

    // 4 or 8 rows x 1 or 2 registers of the matrix; the sums of some rows of the plane are added to it at once, which
    // also keeps rounding small: long sums are sums of short ones.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddGramTile<TRows, TRegisters>(
        FeaturePlanes features, int y0, int y1, int row, int column, float* gram, int gramPitch)
        where TRows : struct, ITileRows
        where TRegisters : struct, IRegisters
    {
        var second = column + (TRegisters.Count - 1) * TSimd.Count;
        var (width, rowStride) = (features.Width, (nint)features.Pitch * BlockSize);
        var rowStart = features.At(row / BlockSize, y0, 0) + row % BlockSize;
        var firstStart = features.At(column / BlockSize, y0, 0) + column % BlockSize;
        var secondStart = features.At(second / BlockSize, y0, 0) + second % BlockSize;
        TVector s00 = default, s01 = default, s10 = default, s11 = default;
        TVector s20 = default, s21 = default, s30 = default, s31 = default;
        TVector s40 = default, s41 = default, s50 = default, s51 = default;
        TVector s60 = default, s61 = default, s70 = default, s71 = default;
        for (var y = y0; y < y1; y++)
        {
            var f = rowStart + (y - y0) * rowStride;
            var g0 = firstStart + (y - y0) * rowStride;
            var g1 = secondStart + (y - y0) * rowStride;
            for (var x = 0; x < width; x++, f += BlockSize, g0 += BlockSize, g1 += BlockSize)
            {
                var v0 = TSimd.Load(g0);
                var v1 = TRegisters.Count > 1 ? TSimd.Load(g1) : default;
                var u = TSimd.Broadcast(f[0]);
                s00 = TSimd.MultiplyAdd(u, v0, s00);
                if (TRegisters.Count > 1)
                {
                    s01 = TSimd.MultiplyAdd(u, v1, s01);
                }

                u = TSimd.Broadcast(f[1]);
                s10 = TSimd.MultiplyAdd(u, v0, s10);
                if (TRegisters.Count > 1)
                {
                    s11 = TSimd.MultiplyAdd(u, v1, s11);
                }

                u = TSimd.Broadcast(f[2]);
                s20 = TSimd.MultiplyAdd(u, v0, s20);
                if (TRegisters.Count > 1)
                {
                    s21 = TSimd.MultiplyAdd(u, v1, s21);
                }

                u = TSimd.Broadcast(f[3]);
                s30 = TSimd.MultiplyAdd(u, v0, s30);
                if (TRegisters.Count > 1)
                {
                    s31 = TSimd.MultiplyAdd(u, v1, s31);
                }

                if (TRows.Count > 4)
                {
                    u = TSimd.Broadcast(f[4]);
                    s40 = TSimd.MultiplyAdd(u, v0, s40);
                    if (TRegisters.Count > 1)
                    {
                        s41 = TSimd.MultiplyAdd(u, v1, s41);
                    }

                    u = TSimd.Broadcast(f[5]);
                    s50 = TSimd.MultiplyAdd(u, v0, s50);
                    if (TRegisters.Count > 1)
                    {
                        s51 = TSimd.MultiplyAdd(u, v1, s51);
                    }

                    u = TSimd.Broadcast(f[6]);
                    s60 = TSimd.MultiplyAdd(u, v0, s60);
                    if (TRegisters.Count > 1)
                    {
                        s61 = TSimd.MultiplyAdd(u, v1, s61);
                    }

                    u = TSimd.Broadcast(f[7]);
                    s70 = TSimd.MultiplyAdd(u, v0, s70);
                    if (TRegisters.Count > 1)
                    {
                        s71 = TSimd.MultiplyAdd(u, v1, s71);
                    }
                }
            }
        }

        AddPair<TRegisters>(gram + 0 * gramPitch, s00, s01);
        AddPair<TRegisters>(gram + 1 * gramPitch, s10, s11);
        AddPair<TRegisters>(gram + 2 * gramPitch, s20, s21);
        AddPair<TRegisters>(gram + 3 * gramPitch, s30, s31);
        if (TRows.Count > 4)
        {
            AddPair<TRegisters>(gram + 4 * gramPitch, s40, s41);
            AddPair<TRegisters>(gram + 5 * gramPitch, s50, s51);
            AddPair<TRegisters>(gram + 6 * gramPitch, s60, s61);
            AddPair<TRegisters>(gram + 7 * gramPitch, s70, s71);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair<TRegisters>(float* target, TVector first, TVector second)
        where TRegisters : struct, IRegisters
    {
        TSimd.Store(TSimd.Add(TSimd.Load(target), first), target);
        if (TRegisters.Count > 1)
        {
            TSimd.Store(TSimd.Add(TSimd.Load(target + TSimd.Count), second), target + TSimd.Count);
        }
    }
}
