using System.Text.Encodings.Web;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>A message that an orchestration's history can keep, which is no place for long texts.</summary>
internal static class ShortMessage
{
    // In JSON, where one character may take twelve.
    private const int LongestMessage = 700;

    private const string Ellipsis = "...";

    /// <summary>The message, or its beginning.</summary>
    /// <param name="message">The message.</param>
    public static string Of(string message)
    {
        var (length, shortened) = (0, 0);
        foreach (var rune in message.EnumerateRunes())
        {
            length += JavaScriptEncoder.Default.WillEncode(rune.Value) ? 6 * rune.Utf16SequenceLength : 1;
            if (length > LongestMessage)
            {
                return string.Concat(message.AsSpan(0, shortened), Ellipsis);
            }

            shortened += length <= LongestMessage - Ellipsis.Length ? rune.Utf16SequenceLength : 0;
        }

        return message;
    }
}
