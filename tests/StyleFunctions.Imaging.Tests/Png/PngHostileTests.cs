namespace StyleFunctions.Imaging.Tests.Png;

public sealed class PngHostileTests
{
    private static readonly byte[] TwoByTwo = [0, 10, 20, 30, 40, 50, 60, 0, 70, 80, 90, 100, 110, 120];

    [Theory]
    [InlineData(50_000, 50_000, "50000 x 50000")]
    [InlineData(int.MaxValue, 1, "2147483647 x 1")]
    [InlineData(-1, -1, "4294967295 x 4294967295")]
    [InlineData(12_000, 12_000, "cannot fill 12000 x 12000")] // Allowed, but not from so few bytes.
    public void A_huge_header_in_a_small_file_is_refused_without_the_memory(int width, int height, string reason)
    {
        var file = PngParts.Make(width, height, 8, 2, TwoByTwo).ToFile();
        Assert.InRange(file.Length, 0, 100);
        var (message, allocated) = Refuse(file);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 100_000);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public void A_side_of_zero_is_refused(int width, int height) =>
        Refuses(PngParts.Make(width, height, 8, 2, TwoByTwo), $"{width} x {height}");

    [Theory]
    [InlineData("rgb-8-adam7")]
    [InlineData("palette-4-trns")]
    [InlineData("gray-16")]
    public void A_file_cut_short_at_any_length_is_refused(string fixture)
    {
        var file = PngFixture.Read(fixture);
        for (var length = 0; length < file.Length; length++)
        {
            var message = Refuse(file[..length]).Message;
            Assert.Contains(length < 8 ? "neither a PNG" : "cut short", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Data_cut_short_are_refused_although_the_chunks_checksums_hold()
    {
        var parts = PngParts.Parse(PngFixture.Read("rgb-8"));
        var whole = PictureFile.Decode(parts.ToFile()).Samples;
        var at = parts.Chunks.FindIndex(chunk => chunk.Type == "IDAT");
        var data = parts.Chunks[at].Content;
        var pixelsEnd = data.Length - 8; // Then come an end mark of at most 15 bits and a checksum.
        for (var length = 0; length < data.Length; length++)
        {
            parts.Chunks[at] = ("IDAT", data[..length]);
            if (length < pixelsEnd)
            {
                Refuse(parts.ToFile());
            }
            else if (Record.Exception(() => Assert.Equal(whole, PictureFile.Decode(parts.ToFile()).Samples)) is { } e)
            {
                Assert.IsType<PictureFormatException>(e);
            }
        }
    }

    [Fact]
    public void Missing_rows_are_refused() =>
        Refuses(PngParts.Make(2, 3, 8, 2, TwoByTwo), "its data end before the 2 x 3 pixels do");

    [Fact]
    public void A_bomb_is_refused_without_unpacking_it()
    {
        var file = PngParts.Make(2, 2, 8, 2, [.. TwoByTwo, .. new byte[50_000_000]]).ToFile();
        var (message, allocated) = Refuse(file);
        Assert.Contains("go on long after the last pixel", message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, file.Length + 100_000);
    }

    [Fact]
    public void A_bomb_in_a_colour_profile_is_not_unpacked()
    {
        var bomb = PngParts.Compress(new byte[50_000_000]);
        byte[] named = [65, 0, 0, .. bomb];
        var file = PngParts.Make(2, 2, 8, 2, TwoByTwo, ("iCCP", named), ("zTXt", named)).ToFile();
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertIsTwoByTwo(PictureFile.Decode(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_picture_is_read_without_a_second_buffer_of_its_size()
    {
        var file = PngParts.Make(2000, 1000, 8, 2, new byte[6001 * 1000]).ToFile();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var picture = PictureFile.Decode(file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, sizeof(float) * picture.Samples.Length + file.Length + 200_000);
    }

    [Theory]
    [InlineData("IHDR")]
    [InlineData("PLTE")]
    [InlineData("IDAT")]
    [InlineData("IEND")]
    public void A_wrong_checksum_of_a_needed_chunk_is_refused(string type)
    {
        var parts = PngParts.Make(1, 1, 8, 3, [0, 1], ("PLTE", [1, 2, 3, 4, 5, 6]));
        Refuses(BreakChecksum(parts, type), $"the checksum of its {type} chunk is wrong");
    }

    [Fact]
    public void A_chunk_that_can_be_spared_is_passed_over_when_its_checksum_is_wrong()
    {
        // Transparency that would make the picture transparent, damaged.
        var parts = PngParts.Make(2, 2, 8, 2, TwoByTwo, ("tRNS", [0, 10, 0, 20, 0, 30]));
        Assert.NotNull(PictureFile.Decode(parts.ToFile()).Alpha);
        var picture = PictureFile.Decode(BreakChecksum(parts, "tRNS"));
        AssertIsTwoByTwo(picture);
        Assert.Null(picture.Alpha);
    }

    [Fact]
    public void A_palette_index_out_of_range_is_refused()
    {
        Refuses(PngParts.Make(1, 1, 8, 3, [0, 2], ("PLTE", [1, 2, 3, 4, 5, 6])), "colour 2 of a palette of 2");
        PictureFile.Decode(PngParts.Make(1, 1, 8, 3, [0, 1], ("PLTE", [1, 2, 3, 4, 5, 6])).ToFile());
    }

    [Fact]
    public void A_missing_palette_is_refused() =>
        Refuses(PngParts.Make(1, 1, 8, 3, [0, 0]), "palette, PLTE, is missing");

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(771)]
    public void A_palette_of_an_impossible_length_is_refused(int length) =>
        Refuses(PngParts.Make(1, 1, 8, 3, [0, 0], ("PLTE", new byte[length])), $"palette has {length} bytes");

    [Fact]
    public void Two_palettes_are_refused() =>
        Refuses(PngParts.Make(1, 1, 8, 3, [0, 0], ("PLTE", new byte[3]), ("PLTE", new byte[3])), "two palettes");

    [Fact]
    public void A_critical_chunk_that_is_not_known_is_refused_and_another_passed_over()
    {
        Refuses(PngParts.Make(2, 2, 8, 2, TwoByTwo, ("FUNK", [1])), "FUNK");
        AssertIsTwoByTwo(PictureFile.Decode(PngParts.Make(2, 2, 8, 2, TwoByTwo, ("fUNK", [1])).ToFile()));
    }

    [Fact]
    public void Chunks_out_of_order_are_refused()
    {
        var parts = PngParts.Make(2, 2, 8, 2, TwoByTwo);
        var (header, data, end) = (parts.Chunks[0], parts.Chunks[1], parts.Chunks[2]);
        Refuses(Parts(("tEXt", [65]), header, data, end), "starts with the chunk tEXt");
        Refuses(Parts(data, header, end), "starts with the chunk IDAT");
        Refuses(Parts(header, header, data, end), "two headers");
        Refuses(Parts(header, end), "no picture data");
        Refuses(Parts(end), "no header");
        Refuses(Parts(header, data, ("tEXt", [65]), data, end), "between its data chunks");
        Refuses(Parts(header, data), "cut short");
    }

    [Fact]
    public void What_follows_the_last_chunk_is_ignored() =>
        AssertIsTwoByTwo(PictureFile.Decode([.. PngParts.Make(2, 2, 8, 2, TwoByTwo).ToFile(), 1, 2, 3]));

    [Fact]
    public void A_chunk_length_beyond_the_file_is_refused()
    {
        var file = PngParts.Make(2, 2, 8, 2, TwoByTwo).ToFile();
        file[33] = 0xFF; // The highest byte of the length of IDAT.
        Refuses(file, "its IDAT chunk has");
    }

    [Fact]
    public void Bytes_that_are_no_chunk_are_refused() =>
        Refuses(Parts(("IHDR", PngParts.Header(1, 1, 8, 0)), ("\0\0\0\0", [])), "at byte 33 there should be a chunk");

    [Fact]
    public void Only_the_defined_colour_types_and_bit_depths_are_read()
    {
        var defined = new[]
        {
            (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16),
            (6, 8), (6, 16),
        };
        for (var colorType = 0; colorType < 8; colorType++)
        {
            for (var bitDepth = 0; bitDepth <= 32; bitDepth++)
            {
                var parts = PngParts.Make(1, 1, bitDepth, colorType, new byte[9], ("PLTE", new byte[3]));
                if (defined.Contains((colorType, bitDepth)))
                {
                    PictureFile.Decode(parts.ToFile());
                }
                else
                {
                    Refuses(parts, $"no colour type {colorType} with {bitDepth} bits");
                }
            }
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Methods_that_are_not_defined_are_refused(int position)
    {
        var parts = PngParts.Make(2, 2, 8, 2, TwoByTwo);
        parts.Chunks[0].Content[position] = 2;
        Refuses(parts, "methods are");
    }

    [Fact]
    public void A_header_of_the_wrong_length_is_refused() =>
        Refuses(Parts(("IHDR", new byte[12])), "header has 12 bytes");

    [Fact]
    public void A_filter_that_is_not_defined_is_refused() => Refuses(PngParts.Make(1, 1, 8, 0, [5, 0]), "filter 5");

    [Fact]
    public void Data_that_are_not_compressed_are_refused() =>
        Refuses(Parts(("IHDR", PngParts.Header(1, 1, 8, 0)), ("IDAT", [1, 2, 3]), ("IEND", [])),
            "cannot be decompressed");

    [Fact]
    public void Data_whose_own_checksum_is_wrong_are_refused()
    {
        var parts = PngParts.Make(2, 2, 8, 2, TwoByTwo);
        parts.Chunks[1].Content[^1] ^= 1;
        Refuses(parts, "cannot be decompressed");
    }

    [Fact]
    public void Transparency_that_is_misplaced_or_misshapen_is_passed_over()
    {
        byte[] palette = [1, 2, 3, 4, 5, 6];
        AssertOpaque(PngParts.Make(2, 2, 8, 2, TwoByTwo, ("tRNS", [0, 10])));
        AssertOpaque(PngParts.Make(1, 1, 8, 0, [0, 0], ("tRNS", [0])));
        AssertOpaque(PngParts.Make(1, 1, 8, 3, [0, 0], ("tRNS", [0]), ("PLTE", palette)));
        AssertOpaque(PngParts.Make(1, 1, 8, 3, [0, 0], ("PLTE", palette), ("tRNS", [0, 0, 0])));

        var late = PngParts.Make(1, 1, 8, 0, [0, 0]);
        late.Chunks.Insert(2, ("tRNS", [0, 0]));
        AssertOpaque(late);
    }

    [Fact]
    public void The_limits_of_the_caller_hold()
    {
        var file = PngParts.Make(2, 2, 8, 2, TwoByTwo).ToFile();
        Assert.Throws<PictureFormatException>(() => PictureFile.Decode(file, new PictureLimits(3, 10)));
        Assert.Throws<PictureFormatException>(() => PictureFile.Decode(file, new PictureLimits(100, 1)));
        PictureFile.Decode(file, new PictureLimits(4, 2));
    }

    private static PngParts Parts(params (string Type, byte[] Content)[] chunks)
    {
        var parts = new PngParts();
        parts.Chunks.AddRange(chunks);
        return parts;
    }

    private static byte[] BreakChecksum(PngParts parts, string type)
    {
        var file = parts.ToFile();
        var start = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(type));
        var length = file[start - 1]; // All these chunks are shorter than 256 bytes.
        file[start + 4 + length] ^= 1;
        return file;
    }

    private static void Refuses(PngParts parts, string reason) => Refuses(parts.ToFile(), reason);

    private static void Refuses(byte[] file, string reason) =>
        Assert.Contains(reason, Refuse(file).Message, StringComparison.Ordinal);

    private static (string Message, long Allocated) Refuse(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<PictureFormatException>(() => PictureFile.Decode(file));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        return (refusal.Message, allocated);
    }

    private static void AssertOpaque(PngParts parts) => Assert.Null(PictureFile.Decode(parts.ToFile()).Alpha);

    private static void AssertIsTwoByTwo(Picture picture)
    {
        int[] planes = [10, 40, 70, 100, 20, 50, 80, 110, 30, 60, 90, 120];
        Assert.Equal((2, 2), (picture.Width, picture.Height));
        Assert.Equal(planes.Select(level => level / 255f), picture.Samples);
    }
}
