using System.CommandLine;
using System.Globalization;

namespace StyleFunctions.Cli;

/// <summary>An option that takes a whole number.</summary>
internal sealed class NumberOption : Option<string>
{
    private readonly int _minimum;
    private readonly int _maximum;

    /// <summary>Describes it.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The largest number allowed.</param>
    /// <param name="standard">The number where none is given.</param>
    /// <param name="description">What it means: one sentence without a full stop.</param>
    public NumberOption(string name, int minimum, int maximum, int standard, string description)
        : base(name)
    {
        _minimum = minimum;
        _maximum = maximum;
        Standard = standard;
        Description = description;
        HelpName = "N";
    }

    /// <summary>The number where none is given.</summary>
    public int Standard { get; }

    /// <summary>The numbers allowed, for help and errors.</summary>
    public string Allowed => $"{_minimum} to {_maximum}";

    /// <summary>The number given, or the standard one.</summary>
    /// <param name="parse">The command line.</param>
    /// <exception cref="UsageException">Not a whole number, or not in the range.</exception>
    public int Read(ParseResult parse)
    {
        var given = parse.GetValue(this);
        if (given is null)
        {
            return Standard;
        }

        return int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= _minimum && number <= _maximum
            ? number
            : throw new UsageException($"'{given}' is not allowed for {Name}; it takes a whole number, {Allowed}.");
    }
}
