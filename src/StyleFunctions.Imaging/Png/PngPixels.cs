using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Png;

/// <summary>Turns rows of a PNG's samples into pixels of a picture.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly float[] _red, _green, _blue; // By sample; by index, where there is a palette.
    private readonly float[]? _opacity;           // By index, where the palette has opacities.
    private readonly ushort[]? _transparent;      // The one grey or colour that is transparent.
    private readonly ushort[] _samples;

    public PngPixels(PngContents contents)
    {
        _header = contents.Header;
        _samples = new ushort[_header.Width * _header.Channels];
        if (contents.Palette is { } palette)
        {
            (_red, _green, _blue) = (PaletteLevels(palette, 0), PaletteLevels(palette, 1), PaletteLevels(palette, 2));
            _opacity = contents.Transparency is { } opacities ? Opacities(opacities, _red.Length) : null;
            return;
        }

        _red = _green = _blue = Levels(_header.BitDepth);
        _transparent = contents.Transparency is { } key ? Key(key, _header.BitDepth) : null;
    }

    /// <summary>Whether the picture has an alpha plane.</summary>
    public bool HasAlpha =>
        _header.ColorType is PngColorType.GrayAlpha or PngColorType.RgbAlpha
        || _opacity is not null
        || _transparent is not null;

    /// <summary>Stores a row.</summary>
    /// <param name="row">The row's bytes, their filter undone.</param>
    /// <param name="pass">The pass the row belongs to.</param>
    /// <param name="y">The row within the pass.</param>
    /// <param name="picture">The picture it becomes part of.</param>
    /// <exception cref="PictureFormatException">A pixel has a colour that is not in the palette.</exception>
    public void Store(ReadOnlySpan<byte> row, PngPass pass, int y, Picture picture)
    {
        var unpacked = _samples.AsSpan(0, pass.Width * _header.Channels);
        Unpack(row, _header.BitDepth, unpacked);
        var first = (pass.Y + y * pass.StepY) * picture.Width + pass.X;
        if (_header.ColorType == PngColorType.Palette)
        {
            CheckIndices(unpacked);
        }

        var isRgb = _header.ColorType is PngColorType.Rgb or PngColorType.RgbAlpha;
        StoreColors(unpacked, picture, first, pass.StepX, apart: isRgb ? 1 : 0);
        if (picture.Alpha is { } alpha)
        {
            StoreAlpha(unpacked, alpha, first, pass.StepX);
        }
    }

    private static void Unpack(ReadOnlySpan<byte> row, int bitDepth, Span<ushort> samples)
    {
        if (bitDepth == 16)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = BinaryPrimitives.ReadUInt16BigEndian(row[(2 * i)..]);
            }
        }
        else if (bitDepth == 8)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = row[i];
            }
        }
        else
        {
            var samplesPerByte = 8 / bitDepth;
            var mask = (1 << bitDepth) - 1;
            for (var i = 0; i < samples.Length; i++)
            {
                var shift = 8 - bitDepth * (1 + i % samplesPerByte); // The leftmost pixel is in the highest bits.
                samples[i] = (ushort)(row[i / samplesPerByte] >> shift & mask);
            }
        }
    }

    private void CheckIndices(ReadOnlySpan<ushort> indices)
    {
        foreach (var index in indices)
        {
            if (index >= _red.Length)
            {
                throw new PictureFormatException(
                    $"The PNG file is damaged: a pixel has colour {index} of a palette of {_red.Length}, " +
                    "counted from 0.");
            }
        }
    }

    /// <summary>Stores colours.</summary>
    /// <param name="row">Samples of the pixels.</param>
    /// <param name="picture">The picture they become part of.</param>
    /// <param name="first">The place of the first pixel.</param>
    /// <param name="step">From one pixel's place to the next.</param>
    /// <param name="apart">From red to green to blue: 1, or 0 where one sample says the whole colour.</param>
    private void StoreColors(ReadOnlySpan<ushort> row, Picture picture, int first, int step, int apart)
    {
        var r = picture.Plane(0);
        var g = picture.Plane(1);
        var b = picture.Plane(2);
        var channels = _header.Channels;
        for (int i = 0, at = first; i < row.Length; i += channels, at += step)
        {
            r[at] = _red[row[i]];
            g[at] = _green[row[i + apart]];
            b[at] = _blue[row[i + 2 * apart]];
        }
    }

    private void StoreAlpha(ReadOnlySpan<ushort> row, float[] alpha, int first, int step)
    {
        var channels = _header.Channels;
        for (int i = 0, at = first; i < row.Length; i += channels, at += step)
        {
            alpha[at] = _transparent is not null
                ? row.Slice(i, channels).SequenceEqual(_transparent) ? 0f : 1f
                : _opacity is not null ? _opacity[row[i]] : _red[row[i + channels - 1]];
        }
    }

    private static float[] Levels(int bitDepth)
    {
        var levels = new float[1 << bitDepth];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = i / (float)(levels.Length - 1);
        }

        return levels;
    }

    private static float[] PaletteLevels(byte[] palette, int channel)
    {
        var levels = new float[palette.Length / 3];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = palette[3 * i + channel] / 255f;
        }

        return levels;
    }

    /// <summary>Entries of the palette that the chunk does not reach are opaque.</summary>
    private static float[] Opacities(byte[] chunk, int count)
    {
        var opacities = new float[count];
        Array.Fill(opacities, 1f);
        for (var i = 0; i < chunk.Length; i++)
        {
            opacities[i] = chunk[i] / 255f;
        }

        return opacities;
    }

    /// <summary>The chunk always has 16 bits a sample, of which the picture's bit depth count.</summary>
    private static ushort[] Key(byte[] chunk, int bitDepth)
    {
        var key = new ushort[chunk.Length / 2];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(chunk.AsSpan(2 * i)) & (1 << bitDepth) - 1);
        }

        return key;
    }
}
