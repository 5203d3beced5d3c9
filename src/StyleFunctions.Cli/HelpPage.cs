using Spectre.Console;

namespace StyleFunctions.Cli;

/// <summary>A page of help: headings, paragraphs, and terms with their meanings in two columns.</summary>
/// <param name="console">Where it is written.</param>
internal sealed class HelpPage(IAnsiConsole console)
{
    private const int Indent = 2;
    private const int Column = 26;
    private const int PlainWidth = 100;

    private readonly int _width =
        console.Profile.Out.IsTerminal ? Math.Clamp(console.Profile.Width, 60, 110) : PlainWidth;

    /// <summary>A heading, after an empty line.</summary>
    /// <param name="text">The heading.</param>
    public void Heading(string text)
    {
        Line("");
        Line($"[bold]{Markup.Escape(text)}[/]");
    }

    /// <summary>Text as it is, indented.</summary>
    /// <param name="text">One line.</param>
    public void Example(string text) => Line($"{new string(' ', Indent)}[green]{Markup.Escape(text)}[/]");

    /// <summary>Text over the whole width.</summary>
    /// <param name="text">The text.</param>
    public void Paragraph(string text)
    {
        foreach (var line in Wrap([.. Words(text, "")], _width))
        {
            Line(line);
        }
    }

    /// <summary>A term and its meaning.</summary>
    /// <param name="term">An option, a command.</param>
    /// <param name="meaning">What it means.</param>
    /// <param name="note">What it takes and its default; may be empty.</param>
    public void Entry(string term, string meaning, string note = "")
    {
        var lines = Wrap([.. Words(meaning, ""), .. Words(note, "grey")], _width - Column).ToList();
        var head = $"{new string(' ', Indent)}[aqua]{Markup.Escape(term)}[/]";
        var gap = Column - Indent - term.Length;
        if (gap < 2)
        {
            Line(head);
        }
        else
        {
            Line($"{head}{new string(' ', gap)}{lines[0]}");
            lines.RemoveAt(0);
        }

        foreach (var line in lines)
        {
            Line(new string(' ', Column) + line);
        }
    }

    private static IEnumerable<(string Word, string Style)> Words(string text, string style) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, style));

    private static IEnumerable<string> Wrap(IReadOnlyList<(string Word, string Style)> words, int width)
    {
        var line = "";
        var length = 0;
        foreach (var (word, style) in words)
        {
            if (length > 0 && length + 1 + word.Length > width)
            {
                yield return line;
                (line, length) = ("", 0);
            }

            var text = Markup.Escape(word);
            line += (length > 0 ? " " : "") + (style.Length > 0 ? $"[{style}]{text}[/]" : text);
            length += word.Length + (length > 0 ? 1 : 0);
        }

        yield return line;
    }

    private void Line(string markup)
    {
        if (console.Profile.Out.IsTerminal)
        {
            console.MarkupLine(markup);
        }
        else
        {
            // As wide as it is, whatever width the console takes a file to have.
            console.Profile.Out.Writer.WriteLine(Markup.Remove(markup));
        }
    }
}
