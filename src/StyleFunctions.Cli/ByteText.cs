using System.Globalization;

namespace StyleFunctions.Cli;

/// <summary>A number of bytes, for people.</summary>
internal static class ByteText
{
    private const double Mega = 1e6;

    /// <summary>"574.7 MB".</summary>
    /// <param name="bytes">How many.</param>
    public static string Of(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Mega:0.0} MB");
}
