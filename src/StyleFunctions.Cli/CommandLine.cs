using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using StyleFunctions.Cli.Jobs;
using StyleFunctions.Cli.Serving;

namespace StyleFunctions.Cli;

/// <summary>The program: its commands, and how a failure ends.</summary>
internal static class CommandLine
{
    /// <summary>The program's name, as it is typed.</summary>
    public const string ProgramName = "stylefunctions";

    /// <summary>Runs the program.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="stdout">Receives results: the names of files written, help, lists.</param>
    /// <param name="stderr">Receives progress, notices and errors.</param>
    /// <param name="stop">Asks to finish the iteration under way, write the picture so far, and end.</param>
    /// <returns>The exit code.</returns>
    public static int Invoke(
        IReadOnlyList<string> args, TextWriter stdout, TextWriter stderr, CancellationToken stop = default)
    {
        try
        {
            var parse = MakeRoot(new Terminal(stdout, stderr), stop)
                .Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            ParseErrors.Check(parse);
            return parse.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = stdout,
                Error = stderr,
            });
        }
#pragma warning disable CA1031 // The one place where every failure becomes a sentence and an exit code.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Errors.Report(e, stderr, Environment.GetEnvironmentVariable(Errors.DebugVariable) == "1");
        }
    }

    private static RootCommand MakeRoot(Terminal terminal, CancellationToken stop)
    {
        var root = new RootCommand("Neural style transfer: one picture, painted in the style of others.");
        root.Options.Clear();
        root.Directives.Clear();
        root.Options.Add(new HelpOption("--help", "-h")
        {
            Description = "Show help",
            Action = new HelpPages(terminal.OutputConsole),
        });
        root.Options.Add(new VersionOption("--version")
        {
            Description = "Show the version",
            Action = new ShowVersion(),
        });
        root.Add(RunCommand.Make(terminal, stop));
        root.Add(ServeCommand.Make(terminal, stop));
        root.Add(ResumeCommand.Make(terminal, stop));
        root.Add(JobsCommand.Make(terminal));
        root.Add(WeightsCommand.Make(terminal, stop));
        root.SetAction(new HelpPages(terminal.OutputConsole).Invoke);
        return root;
    }

    private sealed class ShowVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(CommandLine).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine($"{ProgramName} {version.Split('+')[0]}");
            return ExitCode.Done;
        }
    }
}
