using System.Globalization;

namespace StyleFunctions.Transfer.Settings;

/// <summary>A number of bytes as people write it: 2GB, 800MB, 1.5 GiB.</summary>
public static class ByteCount
{
    private static readonly (string Unit, long Bytes)[] _units =
    [
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000),
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("B", 1),
    ];

    /// <summary>Reads a number with or without a unit, in any case.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The bytes; null if the text is no positive number of them.</returns>
    public static long? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var number = text.TrimEnd();
        var factor = 1L;
        foreach (var (unit, bytes) in _units)
        {
            if (number.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                (number, factor) = (number[..^unit.Length], bytes);
                break;
            }
        }

        return decimal.TryParse(
            number,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var count)
            && count <= long.MaxValue / factor && count * factor >= 1
            ? (long)(count * factor)
            : null;
    }

    /// <summary>"1500MB": all its digits, in the largest unit that needs no fraction.</summary>
    /// <param name="bytes">How many.</param>
    public static string Write(long bytes)
    {
        var (unit, factor) = _units.First(u => bytes % u.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{(factor == 1 ? "" : unit)}");
    }

    /// <summary>"574.7 MB": for people's eyes.</summary>
    /// <param name="bytes">How many.</param>
    public static string Describe(long bytes) => bytes >= 999_950_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB");
}
