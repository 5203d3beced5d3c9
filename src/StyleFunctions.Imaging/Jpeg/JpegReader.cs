using System.Diagnostics.CodeAnalysis;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// Reads JPEG files (ITU-T T.81) of 8 bits a sample: baseline, extended sequential and progressive, Huffman-coded;
/// grey, YCbCr, RGB, CMYK and YCCK, however subsampled; turned upright as EXIF says.
/// </summary>
/// <remarks>
/// A file is refused rather than guessed at: when data are missing or contradict the header, there is no picture.
/// Memory is allocated only when the file is long enough to hold a picture of its size, and time is bounded by the
/// file's length and, for progressive files, by the number of scans, each of which must refine the one before.
/// What follows a sequential frame's last component, or the end marker, is not looked at.
/// </remarks>
internal static class JpegReader
{
    /// <summary>More scans than any encoder writes (libjpeg's default is ten), few enough to bound the time.</summary>
    public const int MostScans = 100;

    public static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">The largest picture accepted.</param>
    /// <exception cref="PictureFormatException">Not a JPEG, of a kind not read, damaged, or too large.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        if (!IsJpeg(file))
        {
            throw new PictureFormatException("This is not a JPEG file.");
        }

        var applicationData = new JpegApplicationData();
        var frame = ReadFrame(file, limits, applicationData);
        if (frame.IsProgressive)
        {
            foreach (var component in frame.Components)
            {
                component.ReconstructAll();
            }
        }

        var colors = applicationData.ColorsOf(frame.Components);
        return PictureAssembly.Assemble(frame, colors, applicationData.Orientation);
    }

    /// <summary>Reads segments and scans until the picture is complete.</summary>
    private static JpegFrame ReadFrame(
        ReadOnlySpan<byte> file, PictureLimits limits, JpegApplicationData applicationData)
    {
        var reader = new MarkerReader(file) { Position = 2 };
        var tables = new JpegTables();
        JpegFrame? frame = null;
        var scans = 0;
        while (reader.TryReadMarker(out var marker))
        {
            if (marker == JpegMarker.EndOfImage)
            {
                return frame is not null && frame.Components.All(c => c.Quantization is not null)
                    ? frame
                    : throw new PictureFormatException("The JPEG file ends without a whole picture.");
            }

            if (JpegMarker.StandsAlone(marker))
            {
                continue;
            }

            var segment = reader.ReadSegment();
            switch (marker)
            {
                case JpegMarker.QuantizationTables:
                    tables.ReadQuantization(segment);
                    break;
                case JpegMarker.HuffmanTables:
                    tables.ReadHuffman(segment);
                    break;
                case JpegMarker.RestartInterval:
                    tables.ReadRestartInterval(segment);
                    break;
                case JpegMarker.NumberOfLines:
                    throw new PictureFormatException(
                        "The JPEG file corrects its height after a scan (DNL), which is not read.");
                case JpegMarker.StartOfScan:
                    RefuseScan(frame, ++scans, file.Length - reader.Position);
                    var scan = JpegScan.Read(segment, frame, tables);
                    reader.Position = ReadScan(file, reader.Position, scan, frame, tables);
                    if (!frame.IsProgressive && frame.Components.All(c => c.Quantization is not null))
                    {
                        return frame;
                    }

                    break;
                case var _ when JpegMarker.OpensFrame(marker):
                    if (frame is not null)
                    {
                        throw new PictureFormatException("The JPEG file is damaged: it has two frame headers.");
                    }

                    frame = JpegFrame.Read(marker, segment, limits);
                    break;
                default:
                    applicationData.Read(marker, segment);
                    break;
            }
        }

        throw new PictureFormatException("The JPEG file is cut off: it ends before its picture does.");
    }

    /// <summary>Refuses a scan too early, too many, or, before anything is allocated, of too little data.</summary>
    private static void RefuseScan([NotNull] JpegFrame? frame, int number, int bytesLeft)
    {
        if (frame is null)
        {
            throw new PictureFormatException("The JPEG file is damaged: a scan comes before the frame header.");
        }

        if (number > MostScans)
        {
            throw new PictureFormatException($"The JPEG file has more than {MostScans} scans, which is not read.");
        }

        if (number == 1)
        {
            frame.RefuseIfNotIn(bytesLeft);
        }
    }

    /// <summary>Reads one scan's data.</summary>
    /// <returns>Where they end.</returns>
    private static int ReadScan(
        ReadOnlySpan<byte> file, int position, JpegScan scan, JpegFrame frame, JpegTables tables)
    {
        foreach (var part in scan.Components)
        {
            part.Component.Allocate(frame.IsProgressive);
        }

        var isFirst = scan.ApproximationHigh == 0;
        BlockDecoder decoder = (frame.IsProgressive, scan.SpectralStart) switch
        {
            (false, _) => new SequentialDecoder(),
            (true, 0) => new ProgressiveDcDecoder(isFirst, scan.ApproximationLow),
            _ => isFirst ? new ProgressiveAcDecoder(scan) : new ProgressiveAcRefiner(scan),
        };
        var reader = new EntropyReader(file, position);
        decoder.DecodeScan(frame, scan, tables.RestartInterval, ref reader);
        return reader.Position;
    }
}
