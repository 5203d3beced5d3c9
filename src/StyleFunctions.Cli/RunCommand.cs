using System.CommandLine;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>`run`: one picture, stylised.</summary>
internal sealed class RunCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "run";

    private readonly RunRequest _request;
    private readonly Terminal _terminal;
    private readonly CancellationToken _stop;

    // Looked up once: it decides the order of sums.
    private readonly long _freeMemory = FreeMemory.Default;

    private RunCommand(RunRequest request, Terminal terminal, CancellationToken stop)
    {
        _request = request;
        _terminal = terminal;
        _stop = stop;
    }

    /// <summary>The command, for the parser.</summary>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="stop">Asks it to stop.</param>
    public static Command Make(Terminal terminal, CancellationToken stop)
    {
        var options = new RunOptions();
        var command = new Command(Name, "Paint one picture in the style of others") { options.Pictures };
        foreach (var option in options.All.Concat(options.Settings.All))
        {
            command.Add(option);
        }

        command.SetAction(parse => new RunCommand(options.Read(parse), terminal, stop).Run());
        return command;
    }

    // Everything that can be wrong is looked at first, the cheapest first, and nothing is written until all is well.
    private int Run()
    {
        var network = NetworkChoice.For(_request);
        var settings = Settings(network.Architecture, Preprocessing.Torchvision);
        CheckPlaces(settings);
        var inputs = new TransferInputs(
            InputFile.ReadPicture(_request.Content),
            [.. _request.Styles.Select(InputFile.ReadPicture)],
            ReadStart(settings));
        InputCheck.Check(network.Architecture, inputs, settings);

        // A preset depends on what the weights expect as input, which only their file says.
        var loaded = network.Load();
        settings = Settings(loaded.Architecture, loaded.Preprocessing);
        using var engine = new CpuEngine(loaded, settings.Pooling, settings.Padding, _request.Threads);
        if (_request.Estimate)
        {
            EstimateTable.Write(TransferEstimate.For(engine, inputs, settings, _stop), _terminal.Output);
            return ExitCode.Done;
        }

        using var transfer = new StyleTransfer(engine, inputs, settings);
        if (network.Notice is not null)
        {
            Say(network.Notice);
        }

        Say($"Memory: {ByteCount.Describe(settings.Memory!.Value)}");
        foreach (var cost in transfer.Costs.Where(c => !c.IsWhole))
        {
            Say($"{cost.Scale.Width} x {cost.Scale.Height} is computed {EstimateTable.CutText(cost)}, to fit into it");
        }

        return Paint(transfer);
    }

    private TransferSettings Settings(NetworkArchitecture network, Preprocessing preprocessing)
    {
        var settings = _request.Change(Presets.For(_request.Preset, network, preprocessing));
        return settings with { Memory = settings.Memory ?? _freeMemory };
    }

    private int Paint(StyleTransfer transfer)
    {
        var frames = new Frames(_request.Frames, _request.FramesEvery, _request.Written, Say);
        frames.Prepare();
        TransferProgress? last = null;
        var finished = ProgressDisplay.For(_terminal, _request.Quiet).While(
            show => transfer.Run(
                progress =>
                {
                    last = progress;
                    show(progress);
                    frames.Save(progress, transfer.CurrentPicture);
                },
                _stop),
            _stop);
        if (!finished && last is null)
        {
            Say("Stopped before the first iteration; nothing is written.");
            return ExitCode.Stopped;
        }

        var picture = transfer.CurrentPicture();
        Write(picture);
        if (finished)
        {
            return ExitCode.Done;
        }

        Say($"Stopped at iteration {last!.Value.Iteration} of {last.Value.Iterations}, scale {last.Value.Scale} of "
            + $"{last.Value.Scales}; the picture so far is {picture.Width} x {picture.Height}.");
        return ExitCode.Stopped;
    }

    private void Write(Picture picture)
    {
        var output = _request.Output!;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            PictureFile.Write(output, picture, _request.Written);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{output}' cannot be written: {e.Message}");
        }

        if (picture.Alpha is not null && !PictureFile.KeepsAlpha(output))
        {
            Say("The content picture's transparency is lost in a JPEG; a .png keeps it.");
        }

        if (!_request.Quiet)
        {
            _terminal.Output.WriteLine(output);
        }
    }

    private void Say(string line)
    {
        if (!_request.Quiet)
        {
            _terminal.Error.WriteLine(line);
        }
    }

    private void CheckPlaces(TransferSettings settings)
    {
        if (_request.Estimate)
        {
            return;
        }

        WritablePlace.CheckPicture(_request.Output!, [_request.Content, .. _request.Styles, settings.Init]);
        if (_request.Frames is not null)
        {
            WritablePlace.CheckFolder(_request.Frames);
        }
    }

    private static Picture? ReadStart(TransferSettings settings)
    {
        if (Starts.Names.Contains(settings.Init))
        {
            return null;
        }

        return File.Exists(settings.Init)
            ? InputFile.ReadPicture(settings.Init)
            : throw new UsageException(
                $"--init is no file and none of {string.Join(", ", Starts.Names)}: '{settings.Init}'"
                + DidYouMean.Suggest(settings.Init, Starts.Names));
    }
}
