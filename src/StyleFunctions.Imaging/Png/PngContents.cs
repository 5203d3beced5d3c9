namespace StyleFunctions.Imaging.Png;

/// <summary>
/// What of a PNG file's chunks the picture is made from. Order and checksums have been checked, and that the data
/// could fill the picture; nothing has been decompressed.
/// </summary>
internal sealed class PngContents
{
    // Deflate spends at least two bits on a copy, and a copy makes at most 258 bytes.
    private const long MaximumExpansion = 258 * 8 / 2;

    private PngHeader? _header;
    private int _dataStart;
    private long _dataLength;
    private bool _dataEnded;

    private PngContents()
    {
    }

    public PngHeader Header => _header!;

    /// <summary>Red, green, blue of each palette entry; null when the picture has no palette.</summary>
    public byte[]? Palette { get; private set; }

    /// <summary>The tRNS chunk: opacities of palette entries, or the one transparent grey or colour; or null.</summary>
    public byte[]? Transparency { get; private set; }

    /// <summary>Walks through the whole file.</summary>
    /// <exception cref="PictureFormatException">The file is damaged, or the picture too large.</exception>
    public static PngContents Parse(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        var contents = new PngContents();
        var reader = new PngChunkReader(file, PngWriter.Signature.Length);
        while (true)
        {
            var start = reader.Position;
            var chunk = reader.Next();
            if (chunk.Type == PngChunk.End && chunk.IsIntact)
            {
                break;
            }

            contents.Add(chunk, start, limits);
        }

        contents.CheckData();
        return contents;
    }

    /// <summary>Joins the data chunks: the compressed picture.</summary>
    public byte[] CopyData(ReadOnlySpan<byte> file)
    {
        var data = new byte[_dataLength];
        var reader = new PngChunkReader(file, _dataStart);
        for (var filled = 0; filled < data.Length;)
        {
            var content = reader.Next().Content;
            content.CopyTo(data.AsSpan(filled));
            filled += content.Length;
        }

        return data;
    }

    private void Add(PngChunk chunk, int start, PictureLimits limits)
    {
        if (!chunk.IsIntact)
        {
            if (chunk.IsCritical)
            {
                throw new PictureFormatException(
                    $"The PNG file is damaged: the checksum of its {chunk.Name} chunk is wrong.");
            }

            // As libpng: the picture can be shown without it.
            _dataEnded |= _dataLength > 0;
            return;
        }

        if ((_header is null) != (chunk.Type == PngChunk.Header))
        {
            throw new PictureFormatException(
                _header is null
                    ? $"The PNG file starts with the chunk {chunk.Name} instead of its header, IHDR."
                    : "The PNG file has two headers.");
        }

        switch (chunk.Type)
        {
            case PngChunk.Header:
                _header = PngHeader.Parse(chunk.Content, limits);
                break;
            case PngChunk.Palette:
                AddPalette(chunk.Content);
                break;
            case PngChunk.Transparency:
                AddTransparency(chunk.Content);
                break;
            case PngChunk.Data:
                AddData(chunk.Content, start);
                return;
            default:
                if (chunk.IsCritical)
                {
                    throw new PictureFormatException(
                        $"The PNG file has a chunk {chunk.Name}, which this reader does not know and may not " +
                        "pass over.");
                }

                break;
        }

        _dataEnded |= _dataLength > 0;
    }

    private void AddPalette(ReadOnlySpan<byte> content)
    {
        if (Palette is not null)
        {
            throw new PictureFormatException("The PNG file has two palettes.");
        }

        if (Header.ColorType != PngColorType.Palette)
        {
            return; // A suggestion for screens with few colours.
        }

        if (content.IsEmpty || content.Length % 3 != 0 || content.Length > 3 * 256)
        {
            throw new PictureFormatException(
                $"The PNG file's palette has {content.Length} bytes; it should have three for each of 1 to 256 " +
                "colours.");
        }

        if (_dataLength == 0)
        {
            Palette = content.ToArray();
        }
    }

    /// <summary>Keeps a valid tRNS chunk; as libpng, passes over a misplaced one and one of the wrong length.</summary>
    private void AddTransparency(ReadOnlySpan<byte> content)
    {
        var isValid = Header.ColorType switch
        {
            PngColorType.Gray => content.Length == 2,
            PngColorType.Rgb => content.Length == 6,
            PngColorType.Palette => Palette is not null && content.Length >= 1 && content.Length <= Palette.Length / 3,
            _ => false,
        };
        if (isValid && Transparency is null && _dataLength == 0)
        {
            Transparency = content.ToArray();
        }
    }

    private void AddData(ReadOnlySpan<byte> content, int start)
    {
        if (_dataEnded)
        {
            throw new PictureFormatException(
                "The PNG file is damaged: other chunks stand between its data chunks, IDAT.");
        }

        if (Header.ColorType == PngColorType.Palette && Palette is null)
        {
            throw new PictureFormatException(
                "The PNG file's colours are numbers of a palette, and the palette, PLTE, is missing.");
        }

        if (_dataLength == 0)
        {
            _dataStart = start;
        }

        _dataLength += content.Length;
    }

    private void CheckData()
    {
        if (_header is null)
        {
            throw new PictureFormatException("The PNG file has no header, IHDR.");
        }

        if (_dataLength == 0)
        {
            throw new PictureFormatException("The PNG file has no picture data, IDAT.");
        }

        if (Header.DataLength() > _dataLength * MaximumExpansion)
        {
            throw new PictureFormatException(
                $"The PNG file is damaged: its {_dataLength:N0} bytes of data cannot fill " +
                $"{Header.Width} x {Header.Height} pixels.");
        }
    }
}
