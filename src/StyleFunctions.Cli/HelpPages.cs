using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;
using StyleFunctions.Cli.Jobs;
using StyleFunctions.Cli.Serving;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>What --help shows, read from the options and the settings record.</summary>
/// <param name="console">Where it is shown.</param>
internal sealed class HelpPages(IAnsiConsole console) : SynchronousCommandLineAction
{
    private readonly HelpPage _page = new(console);

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        if (command.Name == RunCommand.Name)
        {
            ShowRun(command);
        }
        else
        {
            ShowCommand(command);
        }

        return ExitCode.Done;
    }

    private void ShowCommand(Command command)
    {
        _page.Paragraph($"{command.Description!.TrimEnd('.')}.");
        if (command.Arguments.Count > 0)
        {
            _page.Paragraph("");
            _page.Paragraph($"Usage: {CommandLine.ProgramName} {Usage(command)} [options]");
        }

        _page.Heading("Example");
        _page.Example($"{CommandLine.ProgramName} {Example(command)}");
        if (command.Subcommands.Count > 0)
        {
            _page.Heading("Commands");
            foreach (var subcommand in command.Subcommands)
            {
                var arguments = subcommand.Arguments.Select(a => a.HelpName).Where(n => n is not null);
                _page.Entry(string.Join(' ', arguments.Prepend(subcommand.Name)), subcommand.Description!);
            }
        }

        if (command.Options.Count > 0)
        {
            ShowOptions("Options", command.Options);
        }

        if (command is RootCommand)
        {
            _page.Paragraph("");
            _page.Paragraph(
                $"'{CommandLine.ProgramName} run --help' explains every setting. A picture that was interrupted, by "
                + "Ctrl-C or a crash, is never lost: 'resume' goes on with it.");
        }
    }

    private void ShowRun(Command run)
    {
        _page.Paragraph($"Usage: {CommandLine.ProgramName} run CONTENT STYLE [STYLE...] -o OUT [options]");
        _page.Paragraph("");
        _page.Paragraph(
            "Paints the picture CONTENT in the style of the picture STYLE, or of several. Coarse to fine: the "
            + "composition is found on a small picture, which then grows. Pictures are PNG or JPEG.");
        _page.Paragraph("");
        _page.Paragraph(
            "Give a setting several times (--seed 1 --seed 2) for a picture with each value, all combinations; OUT is "
            + $"then a folder. Ctrl-C writes the picture so far; '{CommandLine.ProgramName} resume' goes on, and so "
            + "does the same command.");
        _page.Heading("Example");
        _page.Example(
            $"{CommandLine.ProgramName} run harbour.png brushwork.png -o out/harbour.png --size 768 --style-weight 2");

        var settings = Setting.All.ToDictionary(s => $"--{s.Name}");
        ShowOptions("Files and the network", run.Options.Where(o => !settings.ContainsKey(o.Name)));
        foreach (var group in SettingGroups.All)
        {
            _page.Heading(group.Heading);
            foreach (var setting in group.Settings)
            {
                _page.Entry($"--{setting.Name}", setting.Meaning, $"[{setting.Allowed}{Default(setting)}]");
            }
        }
    }

    private static string Usage(Command command) => string.Join(
        ' ',
        [
            .. command.Parents.OfType<Command>().Where(p => p is not RootCommand).Select(p => p.Name),
            command.Name,
            .. command.Arguments.Select(a => a.HelpName),
        ]);

    private static string Example(Command command) => command.Name switch
    {
        WeightsCommand.Name or "fetch" => "weights fetch vgg19",
        ServeCommand.Name => $"{ServeCommand.Name} --store my-jobs",
        "path" => "weights path",
        "list" => $"{command.Parents.First().Name} list",
        JobsCommand.Name => "jobs list",
        "show" or "pause" or "cancel" => $"jobs {command.Name} 1234abcd",
        ResumeCommand.Name => command.Parents.First().Name == JobsCommand.Name ? "jobs resume 1234abcd" : "resume",
        "delete" => "jobs delete --older-than 30d",
        _ => "run samples/harbour.png samples/brushwork.png -o out/harbour.png",
    };

    private void ShowOptions(string heading, IEnumerable<Option> options)
    {
        _page.Heading(heading);
        foreach (var option in options)
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name).OrderBy(n => n.Length));
            _page.Entry($"{names} {option.HelpName}".Trim(), option.Description!, Note(option));
        }
    }

    private static string Note(Option option) => option switch
    {
        ChoiceOption choice => $"[{string.Join(", ", choice.Names)}]",
        NumberOption number => $"[{number.Allowed}; default {number.Standard}]",
        _ => "",
    };

    // VGG-19's default, and those of networks that have another.
    private static string Default(Setting setting)
    {
        var standard = setting.Read(NetworkArchitecture.Vgg19.DefaultSettings);
        var others = NetworkArchitecture.All
            .Select(a => (a.Name, Value: setting.Read(a.DefaultSettings)))
            .Where(a => a.Value != standard);
        return standard.Length == 0
            ? ""
            : string.Concat(others.Select(a => $", {a.Name} {a.Value}").Prepend($"; default {standard}"));
    }
}
