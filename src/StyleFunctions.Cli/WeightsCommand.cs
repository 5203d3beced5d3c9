using System.CommandLine;
using System.Globalization;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>`weights`: fetches networks' weights into the user's cache, and says what is there.</summary>
internal static class WeightsCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "weights";

    private static readonly string[] Networks = [.. WeightSource.All.Select(s => s.Architecture.Name)];

    /// <summary>The command, for the parser.</summary>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="stop">Asks it to stop.</param>
    public static Command Make(Terminal terminal, CancellationToken stop)
    {
        var list = new Command("list", "List the networks, and where their weights are");
        list.SetAction(_ => List(terminal));
        var path = new Command("path", "Print the folder that weights are kept in");
        path.SetAction(_ => terminal.Output.WriteLine(WeightCache.Folder));
        var weights = new Command(Name, "Fetch and list the weights of the VGG networks")
        {
            MakeFetch(terminal, stop), list, path,
        };
        weights.SetAction(new HelpPages(terminal.OutputConsole).Invoke);
        return weights;
    }

    private static Command MakeFetch(Terminal terminal, CancellationToken stop)
    {
        var network = new Argument<string>("network")
        {
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = string.Join('|', Networks),
        };
        var url = new Option<string>("--url")
        {
            Description = "Fetch from another address, or a file",
            HelpName = "URL",
        };
        var hash = new Option<string>("--sha256")
        {
            Description = "The SHA-256 to expect, where it is not the usual file",
            HelpName = "HASH",
        };
        var fetch = new Command("fetch", "Download a network's weights, or the rest of them, and check them")
        {
            network, url, hash,
        };
        fetch.SetAction(parse => Fetch(
            Source(parse.GetValue(network), parse.GetValue(url), parse.GetValue(hash)), terminal, stop));
        return fetch;
    }

    private static WeightSource Source(string? network, string? url, string? hash)
    {
        if (network is null)
        {
            throw new UsageException($"'weights fetch' needs a network: {string.Join(" or ", Networks)}.");
        }

        var source = WeightSource.All.FirstOrDefault(s => s.Architecture.Name == network)
            ?? throw Choice.Missing("network to fetch", network, Networks);
        if (hash is not null && !WeightSource.IsHash(hash))
        {
            throw new UsageException($"'{hash}' is no SHA-256; it has 64 hexadecimal digits.");
        }

        if (url is null)
        {
            return hash is null ? source : source.From(source.Address, hash);
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address) && WeightSource.CanFetch(address)
            ? source.From(address, hash)
            : throw new UsageException(
                $"'{url}' is no address to fetch from; it begins with https://, http:// or file://.");
    }

    private static int Fetch(WeightSource source, Terminal terminal, CancellationToken stop)
    {
        try
        {
            var file = DownloadDisplay.For(terminal, source.FileName)
                .While(show => new WeightDownload(source).RunAsync(show, stop).GetAwaiter().GetResult());
            terminal.Output.WriteLine(file);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("Stopped; what has arrived is kept, and the same command fetches the rest.");
            return ExitCode.Stopped;
        }
    }

    private static void List(Terminal terminal)
    {
        foreach (var source in WeightSource.All)
        {
            var name = source.Architecture.Name;
            var line = WeightCache.Find(source.Architecture) is { } path
                ? $"{ByteCount.Describe(new FileInfo(path).Length),10}  {path}"
                : $"{"not here",10}  {CommandLine.ProgramName} weights fetch {name}";
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10}{line}"));
        }
    }
}
