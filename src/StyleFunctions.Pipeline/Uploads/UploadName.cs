using System.Buffers;
using System.Text;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>
/// Which names pictures may be handed in under: any Unicode, but nothing that looks like a path. It becomes no part of
/// a file's name; that is refused which somebody could take for one.
/// </summary>
public static class UploadName
{
    /// <summary>Most characters of a name.</summary>
    public const int Longest = 200;

    /// <summary>What is wrong with a name; null if it is allowed.</summary>
    /// <param name="name">The name.</param>
    /// <returns>One sentence for a person.</returns>
    public static string? Problem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            _ when string.IsNullOrWhiteSpace(name) => "A picture needs a name.",
            _ when name.Length > Longest => $"A picture's name has at most {Longest} characters.",
            "." or ".." => "A picture's name is no folder.",
            _ when name.AsSpan().IndexOfAny('/', '\\') >= 0 => "A picture's name holds no '/' and no '\\'.",
            _ when name.Any(char.IsControl) => "A picture's name holds no control characters.",
            _ when !IsUnicode(name) => "A picture's name is Unicode text.",
            _ => null,
        };
    }

    // Half of a surrogate pair is no character.
    private static bool IsUnicode(string text)
    {
        var rest = text.AsSpan();
        while (Rune.DecodeFromUtf16(rest, out _, out var length) == OperationStatus.Done)
        {
            rest = rest[length..];
        }

        return rest.IsEmpty;
    }
}
