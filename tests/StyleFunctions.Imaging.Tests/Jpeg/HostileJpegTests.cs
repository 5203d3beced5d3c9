using StyleFunctions.Imaging.Jpeg;

namespace StyleFunctions.Imaging.Tests.Jpeg;

public sealed class HostileJpegTests
{
    private const byte Baseline = 0xC0;
    private const byte Progressive = 0xC2;
    private const string BadHuffmanTable = "The JPEG file is damaged: it has a Huffman table that makes no sense.";
    private const string CutOff = "The JPEG file is cut off or damaged: its data end before the picture does.";
    private const string Arithmetic =
        "The JPEG file is arithmetic-coded, which is not read; save it as baseline or progressive.";

    private static readonly PictureLimits NoLimits = new(long.MaxValue, int.MaxValue);

    [Theory]
    [InlineData("arithmetic", Arithmetic)]
    [InlineData("arithmetic-progressive", Arithmetic)]
    [InlineData("lossless", "The JPEG file is lossless, which is not read; save it as baseline or progressive.")]
    [InlineData(
        "hierarchical",
        "The JPEG file is hierarchical, which is not read; save it as baseline or progressive.")]
    [InlineData("twelve-bit", "The JPEG file has 12 bits a sample; only 8 are read.")]
    [InlineData("two-components", "The JPEG file has 2 components; 1 (grey), 3 (colour) or 4 (CMYK) are read.")]
    [InlineData("height-later", "The JPEG file gives its height only after its first scan (DNL), which is not read.")]
    public void A_kind_that_is_not_read_is_named(string fixture, string message) =>
        Assert.Equal(message, Refusal(JpegFixtures.Read($"Refused/{fixture}")));

    [Fact]
    public void An_enormous_header_is_refused_before_anything_is_allocated()
    {
        var file = OneScan(new JpegFile().Frame(Baseline, 50_000, 50_000, 0x22, 0x11, 0x11), 3).Bytes;

        Assert.Equal(
            "The picture is 50000 x 50000 pixels; at most 150,000,000 pixels and 50,000 a side are read.",
            Refusal(file));
        Assert.InRange(BytesAllocatedBy(() => Refusal(file)), 0, 100_000);
    }

    [Theory]
    [InlineData(Baseline)]
    [InlineData(Progressive)]
    public void A_size_that_cannot_be_in_so_few_bytes_is_refused_before_anything_is_allocated(byte marker)
    {
        // Within the limits: 12,000 x 12,000 pixels, in a few hundred bytes.
        var file = OneScan(new JpegFile().Frame(marker, 12_000, 12_000, 0x22, 0x11, 0x11), 3).Data(new byte[200]).Bytes;

        Assert.Equal(
            "The JPEG file is cut off or damaged: 12000 x 12000 pixels cannot be in its 200 bytes of data.",
            Refusal(file));
        Assert.InRange(BytesAllocatedBy(() => Refusal(file)), 0, 100_000);
    }

    [Fact]
    public void A_size_that_fits_no_array_is_refused()
    {
        var file = OneScan(new JpegFile().Frame(Baseline, 65_535, 65_535, 0x11), 1).Bytes;

        Assert.Equal("The picture is 65535 x 65535 pixels, more than fit into one array.", Refusal(file, NoLimits));
    }

    [Theory]
    [InlineData(Baseline, 0x3F, 0x00)]
    [InlineData(Progressive, 0x00, 0x00)]
    public void The_smallest_file_of_its_size_is_read(byte marker, byte spectralEnd, byte approximation)
    {
        // 64 x 64 grey pixels: 64 blocks, each of two bits or one.
        var file = new JpegFile().Quantization().Frame(marker, 64, 64, 0x11).ShortestHuffmanTables()
            .Segment(0xDA, 1, 1, 0, 0, spectralEnd, approximation)
            .Data(new byte[marker == Baseline ? 16 : 8])
            .Data(0xFF, 0xD9).Bytes;

        Assert.All(JpegReader.Decode(file, PictureLimits.Default).Samples, s => Assert.Equal(128f / 255f, s));
    }

    [Theory]
    [InlineData("baseline-420")]
    [InlineData("baseline-three-scans")]
    [InlineData("restart-rows")]
    [InlineData("progressive-422")]
    [InlineData("ycck")]
    public void A_file_cut_anywhere_is_refused(string fixture)
    {
        var file = JpegFixtures.Read(fixture);
        var isProgressive = fixture.StartsWith("progressive", StringComparison.Ordinal);

        // The last bytes of a sequential file are its end marker and at most one byte of padding.
        for (var length = 3; length < file.Length - (isProgressive ? 0 : 3); length++)
        {
            Assert.NotEmpty(Refusal(file[..length]));
        }
    }

    [Fact]
    public void Data_that_end_before_the_picture_say_so()
    {
        var file = JpegFixtures.Read("baseline-420");

        Assert.Equal(CutOff, Refusal(file[..^50]));
        Assert.Equal(CutOff, Refusal([.. file[..^50], 0xFF, 0xD9]));
        const string Ends = "The JPEG file is cut off: it ends before its picture does.";
        Assert.Equal(Ends, Refusal(JpegFixtures.Read("progressive-420")[..^2]));
        Assert.Equal(Ends, Refusal([0xFF, 0xD8, 0xFF]));
        Assert.Equal("The JPEG file ends in the middle of its header.", Refusal(file[..30]));
        Assert.Equal("The JPEG file ends without a whole picture.", Refusal([0xFF, 0xD8, 0xFF, 0xD9]));
    }

    [Fact]
    public void A_missing_component_is_no_whole_picture()
    {
        var file = new JpegFile().Quantization().Frame(Baseline, 8, 8, 0x11, 0x11, 0x11).ShortestHuffmanTables()
            .Segment(0xDA, 1, 1, 0, 0, 63, 0).Data(0).Data(0xFF, 0xD9).Bytes;

        Assert.Equal("The JPEG file ends without a whole picture.", Refusal(file));
    }

    [Theory]
    [InlineData(0xDB, "The JPEG file is damaged: a quantisation table that it uses is missing.")]
    [InlineData(0xC4, "The JPEG file is damaged: a Huffman table that it uses is missing.")]
    public void A_missing_table_is_named(byte marker, string message) =>
        Assert.Equal(message, Refusal(JpegFile.Without(JpegFixtures.Read("baseline-grey"), marker)));

    [Fact]
    public void A_missing_frame_header_is_named() =>
        Assert.Equal(
            "The JPEG file is damaged: a scan comes before the frame header.",
            Refusal(JpegFile.Without(JpegFixtures.Read("baseline-grey"), Baseline)));

    [Fact]
    public void A_second_frame_header_is_refused() =>
        Assert.Equal(
            "The JPEG file is damaged: it has two frame headers.",
            Refusal(new JpegFile().Frame(Baseline, 8, 8, 0x11).Frame(Baseline, 8, 8, 0x11).Bytes));

    [Theory]
    [InlineData(0x00, "The JPEG file is damaged: a component's sampling factors are 0 x 0, not 1 to 4.")]
    [InlineData(0x10, "The JPEG file is damaged: a component's sampling factors are 1 x 0, not 1 to 4.")]
    [InlineData(0x51, "The JPEG file is damaged: a component's sampling factors are 5 x 1, not 1 to 4.")]
    public void Impossible_sampling_factors_are_refused(byte sampling, string message) =>
        Assert.Equal(message, Refusal(new JpegFile().Frame(Baseline, 8, 8, 0x11, sampling, 0x11).Bytes));

    [Fact]
    public void Sampling_factors_in_no_whole_proportion_are_refused() =>
        Assert.Equal(
            "The JPEG file samples its components in proportions that are not whole numbers, which is not read.",
            Refusal(new JpegFile().Frame(Baseline, 8, 8, 0x31, 0x21, 0x11).Bytes));

    [Fact]
    public void Too_many_blocks_in_an_mcu_are_refused() =>
        Assert.Equal(
            "The JPEG file is damaged: a scan has more than 10 blocks in an MCU.",
            Refusal(OneScan(new JpegFile().Frame(Baseline, 8, 8, 0x44, 0x11, 0x11), 3).Data(0, 0, 0, 0).Bytes));

    [Theory]
    [InlineData(new byte[] { 3, 0, 0, 0 }, "The JPEG file is damaged: a Huffman table has more codes than fit.")]
    [InlineData(new byte[] { 2, 1, 0, 0 }, "The JPEG file is damaged: a Huffman table has more codes than fit.")]
    [InlineData(new byte[] { 255, 255, 255, 0 }, BadHuffmanTable)]
    [InlineData(new byte[] { 1, 255, 0, 0 }, BadHuffmanTable)]
    public void Bad_Huffman_tables_are_refused(byte[] counts, string message) =>
        Assert.Equal(message, Refusal(new JpegFile().Segment(0xC4, [0x00, .. counts, .. new byte[12], 0, 0, 0]).Bytes));

    [Fact]
    public void A_Huffman_table_of_no_kind_or_with_impossible_lengths_is_refused()
    {
        Assert.Equal(BadHuffmanTable, Refusal(new JpegFile().Segment(0xC4, [0x20, 1, .. new byte[15], 0]).Bytes));
        Assert.Equal(BadHuffmanTable, Refusal(new JpegFile().Segment(0xC4, [0x04, 1, .. new byte[15], 0]).Bytes));
        Assert.Equal(BadHuffmanTable, Refusal(new JpegFile().Segment(0xC4, [0x00, 1, .. new byte[15], 16]).Bytes));
        Assert.Equal(BadHuffmanTable, Refusal(new JpegFile().Segment(0xC4, [0x00, 1]).Bytes));
    }

    [Fact]
    public void A_code_in_no_table_is_refused()
    {
        // The tables have a single code, 0; the data are ones.
        var file = OneScan(new JpegFile().Frame(Baseline, 8, 8, 0x11), 1).Data(0xFE, 0xFE, 0xFE, 0xFE).Bytes;

        Assert.Equal("The JPEG data are damaged: they hold a code that is in no Huffman table.", Refusal(file));
    }

    [Theory]
    [InlineData(new byte[] { 0x00, 1, 2, 3 })]
    [InlineData(new byte[] { 0x25 })]
    public void A_bad_quantisation_table_is_refused(byte[] content) =>
        Assert.Equal(
            "The JPEG file is damaged: it has a quantisation table that makes no sense.",
            Refusal(new JpegFile().Segment(0xDB, content).Bytes));

    [Fact]
    public void Segments_with_impossible_lengths_are_refused()
    {
        Assert.Equal("A JPEG segment gives its length as 1 bytes.", Refusal([0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0]));
        Assert.Equal(
            "The JPEG file ends in the middle of its header.",
            Refusal([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0]));
        Assert.Equal(
            "The JPEG file is damaged: its restart interval makes no sense.",
            Refusal(new JpegFile().Segment(0xDD, 1).Bytes));
        Assert.Equal(
            "The JPEG file is damaged: its frame header has the wrong length.",
            Refusal(JpegFile.With(JpegFixtures.Read("baseline-420"), Baseline, c => [.. c, 0])));
        Assert.Equal(
            "The JPEG file is damaged: a scan header has the wrong length.",
            Refusal(JpegFile.With(JpegFixtures.Read("baseline-420"), 0xDA, c => [.. c, 0])));
    }

    [Fact]
    public void A_picture_of_no_width_is_refused() =>
        Assert.Equal(
            "The picture's header gives its size as 0 x 8.",
            Refusal(new JpegFile().Frame(Baseline, 0, 8, 0x11).Bytes));

    [Fact]
    public void A_height_corrected_later_is_refused() =>
        Assert.Equal(
            "The JPEG file corrects its height after a scan (DNL), which is not read.",
            Refusal(new JpegFile().Frame(Baseline, 8, 8, 0x11).Segment(0xDC, 0, 7).Bytes));

    [Fact]
    public void Restart_markers_out_of_order_are_refused()
    {
        var file = JpegFixtures.Read("restart-rows");
        file[file.AsSpan().IndexOf(new byte[] { 0xFF, 0xD1 }) + 1] = 0xD2;

        Assert.Equal("The JPEG data are damaged: a restart marker is not where it should be.", Refusal(file));
    }

    [Theory]
    [InlineData(new byte[] { 1, 5, 0, 0, 63, 0 })]
    [InlineData(new byte[] { 2, 1, 0, 1, 0, 0, 63, 0 })]
    [InlineData(new byte[] { 1, 1, 0x40, 0, 63, 0 })]
    public void A_scan_of_components_that_are_not_there_is_refused(byte[] header) =>
        Assert.Equal(
            "The JPEG file is damaged: a scan's list of components makes no sense.",
            Refusal(new JpegFile().Quantization().Frame(Baseline, 8, 8, 0x11).ShortestHuffmanTables()
                .Segment(0xDA, header).Data(0, 0, 0, 0).Bytes));

    [Theory]
    [InlineData(Baseline, 1, 63, 0x00)]
    [InlineData(Baseline, 0, 63, 0x10)]
    [InlineData(Progressive, 0, 63, 0x00)]
    [InlineData(Progressive, 5, 4, 0x00)]
    [InlineData(Progressive, 1, 64, 0x00)]
    [InlineData(Progressive, 0, 0, 0x0E)]
    [InlineData(Progressive, 0, 0, 0x31)]
    public void A_scan_of_coefficients_that_are_not_there_is_refused(
        byte marker, byte start, byte end, byte approximation) =>
        Assert.Equal(
            "The JPEG file is damaged: a scan's choice of coefficients and bits makes no sense.",
            Refusal(new JpegFile().Quantization().Frame(marker, 8, 8, 0x11).ShortestHuffmanTables()
                .Segment(0xDA, 1, 1, 0, start, end, approximation).Data(0, 0, 0, 0).Bytes));

    [Fact]
    public void A_scan_that_repeats_another_is_refused()
    {
        // Otherwise a short file could ask for any amount of work.
        var file = new JpegFile().Quantization().Frame(Progressive, 64, 64, 0x11).ShortestHuffmanTables();
        for (var i = 0; i < 2; i++)
        {
            file.Segment(0xDA, 1, 1, 0, 0, 0, 0).Data(new byte[8]);
        }

        Assert.Equal("The JPEG file is damaged: one of its scans is repeated or out of turn.", Refusal(file.Bytes));
    }

    [Theory]
    [InlineData(1, 5, 0x00)]
    [InlineData(0, 0, 0x10)]
    public void A_scan_before_the_one_it_builds_on_is_refused(byte start, byte end, byte approximation) =>
        Assert.Equal(
            "The JPEG file is damaged: one of its scans is repeated or out of turn.",
            Refusal(new JpegFile().Quantization().Frame(Progressive, 8, 8, 0x11).ShortestHuffmanTables()
                .Segment(0xDA, 1, 1, 0, start, end, approximation).Data(0, 0, 0, 0).Bytes));

    [Fact]
    public void More_scans_than_any_encoder_writes_are_refused()
    {
        // Each is in turn: the DC coefficients, then every AC coefficient by itself, then the bits of each.
        var file = new JpegFile().Quantization().Frame(Progressive, 8, 8, 0x11).ShortestHuffmanTables()
            .Segment(0xDA, 1, 1, 0, 0, 0, 0).Data(0);
        foreach (var approximation in new byte[] { 0x02, 0x21 })
        {
            for (byte k = 1; k < 64; k++)
            {
                file.Segment(0xDA, 1, 1, 0, k, k, approximation).Data(0);
            }
        }

        Assert.Equal("The JPEG file has more than 100 scans, which is not read.", Refusal(file.Data(0xFF, 0xD9).Bytes));
    }

    [Fact]
    public void Coefficients_beyond_their_block_are_refused()
    {
        // DC difference 0, then AC runs of 15 zeros and a coefficient of one bit, five times: 80 coefficients.
        byte[] counts = [1, .. new byte[15]];
        var file = new JpegFile().Quantization().Frame(Baseline, 8, 8, 0x11)
            .Segment(0xC4, [0x00, .. counts, 0]).Segment(0xC4, [0x10, .. counts, 0xF1])
            .Segment(0xDA, 1, 1, 0, 0, 63, 0).Data(0, 0, 0, 0).Bytes;

        Assert.Equal("The JPEG data are damaged: a block has more than 64 coefficients.", Refusal(file));
    }

    [Fact]
    public void Coefficients_beyond_their_scan_are_refused()
    {
        byte[] counts = [1, .. new byte[15]];
        var first = new JpegFile().Quantization().Frame(Progressive, 8, 8, 0x11)
            .Segment(0xC4, [0x00, .. counts, 0]).Segment(0xC4, [0x10, .. counts, 0xF1])
            .Segment(0xDA, 1, 1, 0, 0, 0, 0).Data(0)
            .Segment(0xDA, 1, 1, 0, 1, 10, 0).Data(0, 0, 0, 0).Bytes;
        var refining = new JpegFile().Quantization().Frame(Progressive, 8, 8, 0x11)
            .ShortestHuffmanTables()
            .Segment(0xDA, 1, 1, 0, 0, 0, 0).Data(0)
            .Segment(0xDA, 1, 1, 0, 1, 10, 1).Data(0)
            .Segment(0xC4, [0x10, .. counts, 0xF1])
            .Segment(0xDA, 1, 1, 0, 1, 10, 0x10).Data(0, 0, 0, 0).Bytes;

        Assert.Equal("The JPEG data are damaged: a block has more coefficients than its scan.", Refusal(first));
        Assert.Equal("The JPEG data are damaged: a block has more coefficients than its scan.", Refusal(refining));
    }

    [Fact]
    public void A_refined_coefficient_of_several_bits_is_refused()
    {
        byte[] counts = [1, .. new byte[15]];
        var file = new JpegFile().Quantization().Frame(Progressive, 8, 8, 0x11)
            .ShortestHuffmanTables()
            .Segment(0xDA, 1, 1, 0, 0, 0, 0).Data(0)
            .Segment(0xDA, 1, 1, 0, 1, 10, 1).Data(0)
            .Segment(0xC4, [0x10, .. counts, 0x02])
            .Segment(0xDA, 1, 1, 0, 1, 10, 0x10).Data(0, 0, 0, 0).Bytes;

        Assert.Equal("The JPEG data are damaged: a refined coefficient has more than one bit.", Refusal(file));
    }

    [Fact]
    public void Broken_EXIF_does_not_spoil_a_picture()
    {
        var file = JpegFixtures.Read("exif-6-little");
        var stored = JpegReader.Decode(JpegFile.Without(file, 0xE1), PictureLimits.Default);
        Func<byte[], byte[]>[] breakages =
        [
            c => c[..6],
            c => c[..13],
            c => c[..15],
            c => c[..20],
            c => [.. c[..6], (byte)'X', .. c[7..]],
            c => [.. c[..10], 0xFF, 0xFF, 0xFF, 0xFF, .. c[14..]],
            c => [.. c[..10], 0xFF, 0xFF, 0xFF, 0x7F, .. c[14..]],
        ];

        foreach (var change in breakages)
        {
            var picture = JpegReader.Decode(JpegFile.With(file, 0xE1, change), PictureLimits.Default);

            Assert.Equal((21, 13), (picture.Width, picture.Height));
            Assert.Equal(stored.Samples, picture.Samples);
        }
    }

    private static JpegFile OneScan(JpegFile file, int components)
    {
        byte[] parts = [.. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 })];
        return file.Quantization().ShortestHuffmanTables().Segment(0xDA, [(byte)components, .. parts, 0, 63, 0]);
    }

    private static string Refusal(byte[] file, PictureLimits? limits = null) =>
        Assert.Throws<PictureFormatException>(() => JpegReader.Decode(file, limits ?? PictureLimits.Default)).Message;

    private static long BytesAllocatedBy(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
