namespace StyleFunctions.Imaging.Jpeg;

/// <summary>The second bytes of JPEG's markers (T.81, table B.1); the first is always 0xFF.</summary>
internal static class JpegMarker
{
    public const byte BaselineFrame = 0xC0;
    public const byte ExtendedFrame = 0xC1;
    public const byte ProgressiveFrame = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte ArithmeticConditioning = 0xCC;
    public const byte LastFrame = 0xCF;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte NumberOfLines = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte App0 = 0xE0;
    public const byte App1 = 0xE1;
    public const byte App14 = 0xEE;

    /// <summary>Used inside arithmetic-coded data only.</summary>
    public const byte Temporary = 0x01;

    /// <summary>Whether a marker stands alone, with no length and no content after it.</summary>
    public static bool StandsAlone(byte marker) =>
        marker is Temporary or StartOfImage or EndOfImage or (>= FirstRestart and <= LastRestart);

    /// <summary>Whether a marker opens a frame: SOF0 to SOF15, without the three that share their range.</summary>
    public static bool OpensFrame(byte marker) =>
        marker is >= BaselineFrame and <= LastFrame and not (HuffmanTables or 0xC8 or ArithmeticConditioning);
}
