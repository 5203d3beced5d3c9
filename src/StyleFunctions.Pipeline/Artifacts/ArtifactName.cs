using System.Buffers;
using System.Text;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// Which names artifacts may have: what every file system and every blob container takes, and none that leads out of
/// the store.
/// </summary>
public static class ArtifactName
{
    /// <summary>Most bytes of a name, in UTF-8.</summary>
    public const int LongestName = 800;

    /// <summary>Most bytes of a part between two '/', in UTF-8.</summary>
    public const int LongestPart = 200;

    private static readonly SearchValues<char> NotAllowed = SearchValues.Create("\\:*?\"<>|");

    private static readonly string[] DeviceNames = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>What is wrong with a name; null if it is allowed.</summary>
    /// <param name="name">Parts joined by '/': jobs/0f3c-1/job.json.</param>
    /// <returns>The rest of a sentence that begins with the name.</returns>
    public static string? Problem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Bytes(name) is not { } length)
        {
            return "is not Unicode text";
        }

        return length > LongestName
            ? $"is longer than {LongestName} bytes"
            : name.Split('/').Select(ProblemOfPart).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Refuses a name that is not allowed.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The name is not allowed; the message says why.</exception>
    public static void Check(string name)
    {
        if (Problem(name) is { } problem)
        {
            throw new ArgumentException($"The artifact name '{Shown(name)}' {problem}.", nameof(name));
        }
    }

    private static string? ProblemOfPart(string part)
    {
        if (part.Length == 0)
        {
            return "is empty, or has an empty part";
        }

        if (part[0] == '.' || part[^1] is '.' or ' ' || part[0] == ' ')
        {
            return "has a part that begins with '.' or a space, or ends in one";
        }

        if (part.Any(char.IsControl))
        {
            return "holds a control character";
        }

        if (part.AsSpan().IndexOfAny(NotAllowed) is >= 0 and var index)
        {
            return $"holds the character {part[index]}";
        }

        if (Bytes(part) > LongestPart)
        {
            return $"has a part longer than {LongestPart} bytes";
        }

        return IsDevice(part) ? "has a part that Windows keeps for a device" : null;
    }

    private static bool IsDevice(string part)
    {
        var stem = part.Split('.')[0].TrimEnd().ToUpperInvariant();
        return DeviceNames.Contains(stem)
            || (stem.Length == 4 && stem[3] is >= '0' and <= '9' && stem[..3] is "COM" or "LPT");
    }

    private static int? Bytes(string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static string Shown(string name)
    {
        var start = name.Length > 100 ? $"{name[..100]}..." : name;
        return string.Concat(start.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }
}
