using System.CommandLine;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>An option for every setting, made from the settings record.</summary>
internal sealed class SettingOptions
{
    private readonly IReadOnlyList<(Setting Setting, Option<string> Option)> _options =
        [.. Setting.All.Select(s => (s, new Option<string>($"--{s.Name}") { Description = s.Meaning }))];

    /// <summary>The options, in the record's order.</summary>
    public IEnumerable<Option> All => _options.Select(o => o.Option);

    /// <summary>Settings with what the command line says changed.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="settings">The settings it changes.</param>
    /// <exception cref="InvalidSettingException">A value is not allowed.</exception>
    public TransferSettings Apply(ParseResult parse, TransferSettings settings) => _options
        .Where(o => parse.GetValue(o.Option) is not null)
        .Aggregate(settings, (changed, o) => o.Setting.With(changed, parse.GetValue(o.Option)!));
}
