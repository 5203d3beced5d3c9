using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using StyleFunctions.Cli.Engines;
using StyleFunctions.Http.Local;
using StyleFunctions.Http.Webhooks;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Uploads;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Serving;

/// <summary>`serve`: jobs over HTTP, on this machine only.</summary>
internal sealed class ServeCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "serve";

    private readonly ServeRequest _request;
    private readonly Terminal _terminal;
    private readonly CancellationToken _stop;

    private ServeCommand(ServeRequest request, Terminal terminal, CancellationToken stop) =>
        (_request, _terminal, _stop) = (request, terminal, stop);

    /// <summary>The command, for the parser.</summary>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="stop">Asks it to stop.</param>
    public static Command Make(Terminal terminal, CancellationToken stop)
    {
        var options = new ServeOptions();
        var command = new Command(Name, "Answer at http://127.0.0.1:7071: a web page, an HTTP API and an inbox");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        // Not as a task: the parser would end those two seconds after a signal, whatever they have to write.
        command.SetAction(
            parse => new ServeCommand(options.Read(parse), terminal, stop).RunAsync().GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> RunAsync()
    {
        var networks = new ServedNetworks(_request);
        using var engines = EngineSources.Open(_request.Engine);
        await using var server = await StartAsync(networks, engines);
        if (networks.First.Notice is not null)
        {
            Say(networks.First.Notice);
        }

        EngineSources.Tell(engines, new Notices(_terminal, _request.Quiet));
        Say($"Memory: {ByteCount.Describe(_request.Memory)}");
        Say($"Jobs are kept in {_request.Store}");
        if (!_request.Quiet)
        {
            _terminal.Output.WriteLine($"Open {server.Address} (Ctrl-C stops)");
            _terminal.Output.Flush();
        }

        await server.RunAsync(_stop);
        Say("Stopped. Unfinished jobs go on at the next start.");
        return ExitCode.Done;
    }

    private async Task<LocalServer> StartAsync(ServedNetworks networks, IEngineSource engines)
    {
        try
        {
            return await LocalServer.StartAsync(
                new LocalServerOptions
                {
                    Port = _request.Port,
                    Store = _request.Store,
                    Backend = Backend.On(engines, networks.LoadAsync, _request.Engine.TakesOver),
                    Networks = networks.Shelf,
                    Queue = new LocalJobHostOptions { Bound = _request.Queue, Turn = _request.Turn },
                    Uploads = UploadLimits.Default with { Bytes = _request.MaximumUpload },
                    Memory = _request.Memory,
                    Keep = _request.Keep,
                    Secret = WebhookSecret.OfEnvironment(),
                    Say = line => _terminal.Error.WriteLine(line),
                },
                _stop);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new UsageException(
                $"Port {_request.Port} of 127.0.0.1 is taken by another program; choose another with --port.");
        }
        catch (SocketException e)
        {
            throw new UsageException(
                $"Port {_request.Port} of 127.0.0.1 cannot be opened ({e.Message}); choose another with --port.");
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message); // the webhooks' secret
        }
    }

    private void Say(string line)
    {
        if (!_request.Quiet)
        {
            _terminal.Error.WriteLine(line);
        }
    }
}
