namespace StyleFunctions.Imaging.Jpeg;

/// <summary>What the application segments (APPn) say of a picture: what its colours are, and which way is up.</summary>
internal sealed class JpegApplicationData
{
    private bool _isJfif;
    private bool _hasExif;
    private byte? _adobeTransform;

    /// <summary>The EXIF orientation, 1 to 8.</summary>
    public int Orientation { get; private set; } = ExifOrientation.Upright;

    /// <summary>Reads a segment, if it is one of those that matter.</summary>
    public void Read(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker == JpegMarker.App0 && segment.StartsWith("JFIF\0"u8))
        {
            _isJfif = true;
        }
        else if (marker == JpegMarker.App1 && !_hasExif && ExifOrientation.IsExif(segment))
        {
            _hasExif = true;
            Orientation = ExifOrientation.Read(segment);
        }
        else if (marker == JpegMarker.App14 && segment.Length >= 12 && segment.StartsWith("Adobe"u8))
        {
            _adobeTransform = segment[11];
        }
    }

    /// <summary>What a frame's components mean.</summary>
    public JpegColors ColorsOf(JpegComponent[] components) => components.Length switch
    {
        1 => JpegColors.Gray,
        4 => _adobeTransform is null or 0 ? JpegColors.Cmyk : JpegColors.Ycck,
        _ when _isJfif => JpegColors.YCbCr,
        _ when _adobeTransform is { } transform => transform == 0 ? JpegColors.Rgb : JpegColors.YCbCr,
        _ when components is [{ Id: (byte)'R' }, { Id: (byte)'G' }, { Id: (byte)'B' }] => JpegColors.Rgb,
        _ => JpegColors.YCbCr,
    };
}
