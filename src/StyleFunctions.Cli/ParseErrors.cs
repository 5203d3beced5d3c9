using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>What the parser could not make sense of, as one sentence.</summary>
internal static class ParseErrors
{
    /// <summary>Accepts a command line that was understood, or asks for help.</summary>
    /// <param name="parse">The command line, parsed.</param>
    /// <exception cref="UsageException">Something in it is not understood.</exception>
    public static void Check(ParseResult parse)
    {
        var helps = parse.Action is SynchronousCommandLineAction { ClearsParseErrors: true } and not ParseErrorAction;
        if (!helps)
        {
            RefuseMissingValues(parse);
            RefuseUnknownCommands(parse);
            RefuseUnknownOptions(parse);
            RefuseRepetitions(parse);
            RefuseTheRest(parse);
        }
    }

    // The parser takes the next word for an option's value, be it another option.
    private static void RefuseMissingValues(ParseResult parse)
    {
        var names = Names(parse.CommandResult).ToHashSet();
        var incomplete = OptionsGiven(parse).FirstOrDefault(r =>
            r.Tokens.Count < r.IdentifierTokenCount * r.Option.Arity.MinimumNumberOfValues
            || r.Tokens.Any(t => names.Contains(t.Value)));
        if (incomplete is not null)
        {
            throw new UsageException($"{incomplete.Option.Name} needs a value.");
        }
    }

    // The parser hands options it does not know to the command as pictures.
    private static void RefuseUnknownOptions(ParseResult parse)
    {
        var command = parse.CommandResult;
        var unknown = command.Tokens.Select(t => t.Value).Concat(parse.UnmatchedTokens)
            .FirstOrDefault(word => word.Length > 1 && word[0] == '-' && !IsAfterDoubleDash(parse, word));
        if (unknown is not null)
        {
            var name = unknown.Split('=', ':')[0];
            var names = Names(command).Where(n => n.StartsWith("--", StringComparison.Ordinal));
            throw new UsageException($"There is no option '{name}'{DidYouMean.Suggest(name, names)}");
        }
    }

    private static void RefuseUnknownCommands(ParseResult parse)
    {
        var commands = parse.CommandResult.Command.Subcommands;
        if (commands.Count > 0 && parse.UnmatchedTokens is [var word, ..] && !word.StartsWith('-'))
        {
            throw Choice.Missing("command", word, [.. commands.Select(c => c.Name)]);
        }
    }

    private static void RefuseRepetitions(ParseResult parse)
    {
        if (OptionsGiven(parse).FirstOrDefault(IsRepeated) is { } repeated)
        {
            throw new UsageException(
                $"{repeated.Option.Name} is given {repeated.IdentifierTokenCount} times; give it once.");
        }
    }

    // Settings may be: each value makes a picture of its own.
    private static bool IsRepeated(OptionResult option) =>
        option.IdentifierTokenCount > 1 && option.Option.ValueType != typeof(string[]);

    private static void RefuseTheRest(ParseResult parse)
    {
        if (parse.UnmatchedTokens is [var word, ..])
        {
            throw new UsageException($"'{word}' is one word too many for '{parse.CommandResult.Command.Name}'.");
        }

        if (parse.Errors is [var error, ..])
        {
            throw new UsageException(error.Message);
        }
    }

    private static bool IsAfterDoubleDash(ParseResult parse, string word) => parse.Tokens
        .SkipWhile(t => t.Type != TokenType.DoubleDash)
        .Any(t => t.Value == word);

    private static IEnumerable<OptionResult> OptionsGiven(ParseResult parse) =>
        parse.CommandResult.Children.OfType<OptionResult>().Where(r => r.IdentifierTokenCount > 0);

    private static IEnumerable<string> Names(CommandResult command)
    {
        for (SymbolResult? result = command; result is not null; result = result.Parent)
        {
            foreach (var name in ((CommandResult)result).Command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)))
            {
                yield return name;
            }
        }
    }
}
