using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>A frame header (T.81, section B.2.2): the picture's size and its components.</summary>
internal sealed class JpegFrame
{
    private JpegFrame(bool progressive, int width, int height, JpegComponent[] components)
    {
        IsProgressive = progressive;
        Width = width;
        Height = height;
        Components = components;
        MaximumHorizontal = components.Max(c => c.Horizontal);
        MaximumVertical = components.Max(c => c.Vertical);
        McusWide = (width + (8 * MaximumHorizontal) - 1) / (8 * MaximumHorizontal);
        McusHigh = (height + (8 * MaximumVertical) - 1) / (8 * MaximumVertical);
        foreach (var component in components)
        {
            component.SetSize(this);
        }
    }

    public bool IsProgressive { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>One (grey), three or four components.</summary>
    public JpegComponent[] Components { get; }

    public int MaximumHorizontal { get; }

    public int MaximumVertical { get; }

    /// <summary>MCUs in a row of an interleaved scan.</summary>
    public int McusWide { get; }

    /// <summary>Rows of MCUs in an interleaved scan.</summary>
    public int McusHigh { get; }

    /// <summary>Reads a frame header.</summary>
    /// <param name="marker">The kind of frame.</param>
    /// <param name="segment">The header's content.</param>
    /// <param name="limits">How large the picture may be.</param>
    /// <exception cref="PictureFormatException">Damaged, of a kind that is not read, or too large.</exception>
    public static JpegFrame Read(byte marker, ReadOnlySpan<byte> segment, PictureLimits limits)
    {
        RefuseOtherProcesses(marker);
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
        {
            throw new PictureFormatException("The JPEG file is damaged: its frame header has the wrong length.");
        }

        if (segment[0] != 8)
        {
            throw new PictureFormatException($"The JPEG file has {segment[0]} bits a sample; only 8 are read.");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (height == 0)
        {
            throw new PictureFormatException(
                "The JPEG file gives its height only after its first scan (DNL), which is not read.");
        }

        limits.Check(width, height);
        var components = ReadComponents(segment[6..]);
        var frame = new JpegFrame(marker == JpegMarker.ProgressiveFrame, width, height, components);
        frame.RefuseOddSampling();
        frame.RefuseBeyondArrays();
        return frame;
    }

    /// <summary>
    /// Refuses, before anything is allocated, a picture that cannot be in so few bytes: a block takes at least one
    /// bit for its DC coefficient and, unless the frame is progressive, one more for the end of the block.
    /// </summary>
    /// <param name="bytes">What is left of the file.</param>
    /// <exception cref="PictureFormatException">Too few.</exception>
    public void RefuseIfNotIn(int bytes)
    {
        var blocks = Components.Sum(c => (long)c.BlocksWide * c.BlocksHigh);
        var leastBits = IsProgressive ? blocks : 2 * blocks;
        if (leastBits > bytes * 8L)
        {
            throw new PictureFormatException(
                "The JPEG file is cut off or damaged: "
                + $"{Width} x {Height} pixels cannot be in its {bytes:N0} bytes of data.");
        }
    }

    private static JpegComponent[] ReadComponents(ReadOnlySpan<byte> list)
    {
        var components = new JpegComponent[list.Length / 3];
        if (components.Length is not (1 or 3 or 4))
        {
            throw new PictureFormatException(
                $"The JPEG file has {components.Length} components; 1 (grey), 3 (colour) or 4 (CMYK) are read.");
        }

        for (var i = 0; i < components.Length; i++)
        {
            var id = list[3 * i];
            var horizontal = list[(3 * i) + 1] >> 4;
            var vertical = list[(3 * i) + 1] & 15;
            var slot = list[(3 * i) + 2];
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4)
            {
                throw new PictureFormatException(
                    "The JPEG file is damaged: "
                    + $"a component's sampling factors are {horizontal} x {vertical}, not 1 to 4.");
            }

            if (slot > 3 || components.Take(i).Any(c => c.Id == id))
            {
                throw new PictureFormatException("The JPEG file is damaged: its list of components makes no sense.");
            }

            components[i] = new JpegComponent(id, horizontal, vertical, slot);
        }

        return components;
    }

    private static void RefuseOtherProcesses(byte marker)
    {
        var process = marker switch
        {
            JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame => null,
            0xC3 => "lossless",
            0xC5 or 0xC6 or 0xC7 => "hierarchical",
            _ => "arithmetic-coded",
        };
        if (process is not null)
        {
            throw new PictureFormatException(
                $"The JPEG file is {process}, which is not read; save it as baseline or progressive.");
        }
    }

    private void RefuseOddSampling()
    {
        foreach (var component in Components)
        {
            if (MaximumHorizontal % component.Horizontal != 0 || MaximumVertical % component.Vertical != 0)
            {
                throw new PictureFormatException(
                    "The JPEG file samples its components in proportions that are not whole numbers, "
                    + "which is not read.");
            }
        }
    }

    private void RefuseBeyondArrays()
    {
        var largest = Components.Max(c => (long)c.KeptBlocksWide * c.KeptBlocksHigh * 64);
        if (Math.Max(largest, (long)Picture.Channels * Width * Height) > Array.MaxLength)
        {
            throw new PictureFormatException(
                $"The picture is {Width} x {Height} pixels, more than fit into one array.");
        }
    }
}
