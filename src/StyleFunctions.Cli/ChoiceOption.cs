using System.CommandLine;

namespace StyleFunctions.Cli;

/// <summary>An option that takes one of a few names.</summary>
internal sealed class ChoiceOption : Option<string>
{
    private readonly string _noun;

    /// <summary>Describes it.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="noun">What a name stands for: "network".</param>
    /// <param name="names">The names.</param>
    /// <param name="description">What it means: one sentence without a full stop.</param>
    public ChoiceOption(string name, string noun, IReadOnlyList<string> names, string description)
        : base(name)
    {
        _noun = noun;
        Names = names;
        Description = description;
        HelpName = "NAME";
    }

    /// <summary>The names it takes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The name given; null if none.</summary>
    /// <param name="parse">The command line.</param>
    /// <exception cref="UsageException">There is no such name.</exception>
    public string? Read(ParseResult parse)
    {
        var given = parse.GetValue(this);
        return given is null
            ? null
            : Names.FirstOrDefault(n => n.Equals(given, StringComparison.OrdinalIgnoreCase))
                ?? throw Choice.Missing(_noun, given, Names);
    }
}
