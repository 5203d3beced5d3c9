using System.Runtime.CompilerServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <content>Sums of products, which is where nearly all the time goes.</content>
internal sealed unsafe partial class TileKernels<TSimd, TVector>
{
    // A sum's rounding error grows with its length, and Winograd's outputs, differences of such sums, multiply it: sums
    // over many channels are sums of sums over a few. A multiple of every block.
    private const int ChannelsInPiece = 32;

    /// <inheritdoc/>
    public override void Multiply(
        float* source,
        nint blockStride,
        int channelsInBlock,
        int channels,
        nint* taps,
        int tapCount,
        float* weights,
        int rows,
        float* sums)
    {
        if (channelsInBlock == 1)
        {
            Multiply<OneChannel>(source, blockStride, channels, taps, tapCount, weights, rows, sums);
        }
        else
        {
            Multiply<SixteenChannels>(source, blockStride, channels, taps, tapCount, weights, rows, sums);
        }
    }

    private static void Multiply<TBlock>(
        float* source,
        nint blockStride,
        int channels,
        nint* taps,
        int tapCount,
        float* weights,
        int rows,
        float* sums)
        where TBlock : struct, IChannelBlock
    {
        if (rows > 8)
        {
            Multiply<TwelveRows, TBlock>(source, blockStride, channels, taps, tapCount, weights, sums);
        }
        else if (rows > 6)
        {
            Multiply<EightRows, TBlock>(source, blockStride, channels, taps, tapCount, weights, sums);
        }
        else if (rows > 4)
        {
            Multiply<SixRows, TBlock>(source, blockStride, channels, taps, tapCount, weights, sums);
        }
        else if (rows > 2)
        {
            Multiply<FourRows, TBlock>(source, blockStride, channels, taps, tapCount, weights, sums);
        }
        else
        {
            Multiply<TwoRows, TBlock>(source, blockStride, channels, taps, tapCount, weights, sums);
        }
    }

    // Positions x 2 registers of sums, 2 of weights and 1 of input: 27 registers of AVX-512's 32 for 12 positions, 15
    // of 16 for 6. The sums must be locals to stay in registers, so the pattern stands here for each pair of positions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows, TBlock>(
        float* source, nint blockStride, int channels, nint* taps, int tapCount, float* weights, float* sums)
        where TRows : struct, ITileRows
        where TBlock : struct, IChannelBlock
    {
        for (var first = 0; first < channels; first += ChannelsInPiece)
        {
            var last = Math.Min(channels, first + ChannelsInPiece);
            TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
            TVector s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
            TVector s60 = default, s61 = default, s70 = default, s71 = default, s80 = default, s81 = default;
            TVector s90 = default, s91 = default, sa0 = default, sa1 = default, sb0 = default, sb1 = default;
            for (var channel = first; channel < last; channel += TBlock.Channels, source += blockStride)
            {
                var inBlock = Math.Min(TBlock.Channels, last - channel);
                for (var tap = 0; tap < tapCount; tap++)
                {
                    var p = source + taps[tap];
                    for (var c = 0; c < inBlock; c++, p++, weights += 2 * TSimd.Count)
                    {
                        var w0 = TSimd.Load(weights);
                        var w1 = TSimd.Load(weights + TSimd.Count);
                        var x = TSimd.Broadcast(p[0 * TBlock.Channels]);
                        s00 = TSimd.MultiplyAdd(x, w0, s00);
                        s01 = TSimd.MultiplyAdd(x, w1, s01);
                        x = TSimd.Broadcast(p[1 * TBlock.Channels]);
                        s10 = TSimd.MultiplyAdd(x, w0, s10);
                        s11 = TSimd.MultiplyAdd(x, w1, s11);

                        if (TRows.Count > 2)
                        {
                            x = TSimd.Broadcast(p[2 * TBlock.Channels]);
                            s20 = TSimd.MultiplyAdd(x, w0, s20);
                            s21 = TSimd.MultiplyAdd(x, w1, s21);
                            x = TSimd.Broadcast(p[3 * TBlock.Channels]);
                            s30 = TSimd.MultiplyAdd(x, w0, s30);
                            s31 = TSimd.MultiplyAdd(x, w1, s31);
                        }

                        if (TRows.Count > 4)
                        {
                            x = TSimd.Broadcast(p[4 * TBlock.Channels]);
                            s40 = TSimd.MultiplyAdd(x, w0, s40);
                            s41 = TSimd.MultiplyAdd(x, w1, s41);
                            x = TSimd.Broadcast(p[5 * TBlock.Channels]);
                            s50 = TSimd.MultiplyAdd(x, w0, s50);
                            s51 = TSimd.MultiplyAdd(x, w1, s51);
                        }

                        if (TRows.Count > 6)
                        {
                            x = TSimd.Broadcast(p[6 * TBlock.Channels]);
                            s60 = TSimd.MultiplyAdd(x, w0, s60);
                            s61 = TSimd.MultiplyAdd(x, w1, s61);
                            x = TSimd.Broadcast(p[7 * TBlock.Channels]);
                            s70 = TSimd.MultiplyAdd(x, w0, s70);
                            s71 = TSimd.MultiplyAdd(x, w1, s71);
                        }

                        if (TRows.Count > 8)
                        {
                            x = TSimd.Broadcast(p[8 * TBlock.Channels]);
                            s80 = TSimd.MultiplyAdd(x, w0, s80);
                            s81 = TSimd.MultiplyAdd(x, w1, s81);
                            x = TSimd.Broadcast(p[9 * TBlock.Channels]);
                            s90 = TSimd.MultiplyAdd(x, w0, s90);
                            s91 = TSimd.MultiplyAdd(x, w1, s91);
                        }

                        if (TRows.Count > 10)
                        {
                            x = TSimd.Broadcast(p[10 * TBlock.Channels]);
                            sa0 = TSimd.MultiplyAdd(x, w0, sa0);
                            sa1 = TSimd.MultiplyAdd(x, w1, sa1);
                            x = TSimd.Broadcast(p[11 * TBlock.Channels]);
                            sb0 = TSimd.MultiplyAdd(x, w0, sb0);
                            sb1 = TSimd.MultiplyAdd(x, w1, sb1);
                        }
                    }
                }
            }

            var isAdded = first > 0;
            StorePair(sums, 0, s00, s01, isAdded);
            StorePair(sums, 1, s10, s11, isAdded);

            if (TRows.Count > 2)
            {
                StorePair(sums, 2, s20, s21, isAdded);
                StorePair(sums, 3, s30, s31, isAdded);
            }

            if (TRows.Count > 4)
            {
                StorePair(sums, 4, s40, s41, isAdded);
                StorePair(sums, 5, s50, s51, isAdded);
            }

            if (TRows.Count > 6)
            {
                StorePair(sums, 6, s60, s61, isAdded);
                StorePair(sums, 7, s70, s71, isAdded);
            }

            if (TRows.Count > 8)
            {
                StorePair(sums, 8, s80, s81, isAdded);
                StorePair(sums, 9, s90, s91, isAdded);
            }

            if (TRows.Count > 10)
            {
                StorePair(sums, 10, sa0, sa1, isAdded);
                StorePair(sums, 11, sb0, sb1, isAdded);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(float* sums, int row, TVector first, TVector second, bool isAdded)
    {
        sums += row * 2 * TSimd.Count;
        if (isAdded)
        {
            first = TSimd.Add(first, TSimd.Load(sums));
            second = TSimd.Add(second, TSimd.Load(sums + TSimd.Count));
        }

        TSimd.Store(first, sums);
        TSimd.Store(second, sums + TSimd.Count);
    }
}
