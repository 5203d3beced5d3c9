using System.CommandLine;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>An option for every setting, made from the settings record. Given several times, it is a sweep.</summary>
internal sealed class SettingOptions
{
    private readonly IReadOnlyList<(Setting Setting, Option<string[]> Option)> _options =
        [.. Setting.All.Select(s => (s, new Option<string[]>($"--{s.Name}")
        {
            Description = s.Meaning,
            Arity = ArgumentArity.OneOrMore,
        }))];

    /// <summary>The options, in the record's order.</summary>
    public IEnumerable<Option> All => _options.Select(o => o.Option);

    /// <summary>The values the command line gives, by the settings' names.</summary>
    /// <param name="parse">The command line.</param>
    public IReadOnlyDictionary<string, SettingValues> Read(ParseResult parse) => _options
        .Select(o => (o.Setting.Name, Values: parse.GetValue(o.Option)))
        .Where(o => o.Values is { Length: > 0 })
        .ToDictionary(o => o.Name, o => new SettingValues(o.Values!));
}
