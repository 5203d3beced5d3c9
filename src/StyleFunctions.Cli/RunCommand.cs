using System.CommandLine;
using StyleFunctions.Cli.Engines;
using StyleFunctions.Cli.Jobs;
using StyleFunctions.Cli.Painting;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>`run`: a picture, stylised, or several; as a job that goes on when it was interrupted.</summary>
internal sealed class RunCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "run";

    private readonly RunRequest _request;
    private readonly Terminal _terminal;
    private readonly Notices _notices;
    private readonly CancellationToken _stop;

    // Looked up once: it decides the order of sums.
    private readonly long _freeMemory = FreeMemory.Default;

    private RunCommand(RunRequest request, Terminal terminal, CancellationToken stop)
    {
        _request = request;
        _terminal = terminal;
        _notices = new Notices(terminal, request.Quiet);
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

        command.SetAction(
            parse => new RunCommand(options.Read(parse), terminal, stop).RunAsync().GetAwaiter().GetResult());
        return command;
    }

    // Everything that can be wrong is looked at first, the cheapest first, and nothing is written until all is well.
    private async Task<int> RunAsync()
    {
        var network = NetworkChoice.For(_request);
        var settings = FirstSettings(network.Architecture, Preprocessing.Torchvision);
        var folder = JobFolder.At(_request.Store);
        CheckPlaces(network.Architecture, folder);
        using var engines = EngineSources.Open(_request.Engine);
        var pictures = RunPictures.Read(_request);
        InputCheck.Check(network.Architecture, FirstInputs(pictures, settings), settings);

        // A preset depends on what the weights expect as input, which only their file says.
        var loaded = network.Load();
        if (_request.Estimate)
        {
            Estimate(loaded, engines, pictures);
            return ExitCode.Done;
        }

        var (request, profile) = (JobRequest(pictures), NetworkProfile.Of(loaded));
        var costs = Costs(loaded, engines, pictures, JobIntake.Variants(request, pictures.ByName, profile));
        var accepted = await new JobIntake(folder.Artifacts).AcceptAsync(
            request,
            pictures.ByName,
            profile,
            DateTimeOffset.UtcNow,
            memory: _freeMemory,
            output: WholePaths(Output(network)));
        return await PaintAsync(folder, accepted, network, loaded, () => accepted.IsNew
            ? costs
            : Costs(loaded, engines, pictures, accepted.Job.Variants)); // it may have been begun with other memory
    }

    private async Task<int> PaintAsync(
        JobFolder folder, AcceptedJob accepted, NetworkChoice network, Network loaded, Func<List<ScaleCost>> costs)
    {
        var job = accepted.Job;
        var id = (await JobFinder.InAsync(folder)).Short(job.Id);
        var output = Output(network);
        var painting = new JobPainting(folder, job, output, id, _notices);
        if (!accepted.IsNew && await painting.DeliverAsync() is { } done)
        {
            await folder.Jobs.SetOutputAsync(job.Id, WholePaths(output));
            _notices.Say($"This was painted before, as job {id}. Another setting paints another picture; after "
                + $"'{folder.Command($"jobs delete {id}")}' this one is painted anew.");
            return done;
        }

        using var claim = await painting.ClaimAsync();
        await folder.Jobs.SetOutputAsync(job.Id, WholePaths(output));
        if (network.Notice is not null)
        {
            _notices.Say(network.Notice);
        }

        _notices.Say($"Memory: {ByteCount.Describe(job.Variants.Max(v => v.TransferSettings().Memory!.Value))}");
        foreach (var line in costs()
            .Where(c => !c.IsWhole)
            .Select(c => $"{c.Scale.Width} x {c.Scale.Height} is computed {EstimateTable.CutText(c)}, to fit into it")
            .Distinct())
        {
            _notices.Say(line);
        }

        if (!accepted.IsNew)
        {
            await folder.Jobs.SetControlAsync(job, JobControlState.Run);
            var status = await folder.Jobs.ReadStatusAsync(job.Id);
            _notices.Say($"Going on with job {id}, begun before: {JobText.Percent(status!.Fraction)} is done");
        }

        using var engines = EngineSources.Open(_request.Engine, await folder.Jobs.ReadEngineAsync(job.Id));
        EngineSources.Tell(engines, _notices);
        return await painting.PaintAsync(
            loaded, engines, takesOver: false, ProgressDisplay.For(_terminal, _request.Quiet), _stop);
    }

    private void Estimate(Network network, IEngineSource engines, RunPictures pictures)
    {
        var settings = FirstSettings(network.Architecture, network.Preprocessing);
        using var engine = engines.MakeEngine(network, settings.Pooling, settings.Padding);
        var estimate = TransferEstimate.For(engine, FirstInputs(pictures, settings), settings, _stop);
        EstimateTable.Write(estimate, _terminal.Output);
    }

    // Refuses what does not fit into memory, before anything is written.
    private List<ScaleCost> Costs(
        Network network, IEngineSource engines, RunPictures pictures, IEnumerable<Variant> variants)
    {
        var costs = new List<ScaleCost>();
        foreach (var alike in variants
            .Select(v => (Inputs: pictures.InputsOf(v), Settings: WithMemory(v.TransferSettings())))
            .GroupBy(v => (v.Settings.Pooling, v.Settings.Padding)))
        {
            using var engine = engines.MakeEngine(network, alike.Key.Pooling, alike.Key.Padding);
            costs.AddRange(alike.SelectMany(v => TransferEstimate.Costs(engine, v.Inputs, v.Settings)));
        }

        return costs;
    }

    // With the first value of each setting; the others are looked at too.
    private TransferSettings FirstSettings(NetworkArchitecture network, Preprocessing preprocessing)
    {
        var first = Presets.For(_request.Preset, network, preprocessing);
        foreach (var (name, values) in _request.Settings)
        {
            foreach (var value in values.Values.Reverse())
            {
                first = SettingText.With(first, name, value);
            }
        }

        return WithMemory(first);
    }

    private TransferSettings WithMemory(TransferSettings settings) =>
        settings with { Memory = settings.Memory ?? _freeMemory };

    private TransferInputs FirstInputs(RunPictures pictures, TransferSettings settings)
    {
        return new TransferInputs(
            Read(_request.Content),
            [.. (_request.EachStyle ? _request.Styles.Take(1) : _request.Styles).Select(Read)],
            Starts.Names.Contains(settings.Init) ? null : Read(settings.Init));

        Picture Read(string file) => pictures.ByName[pictures.NameOf(file)].Picture;
    }

    private JobRequest JobRequest(RunPictures pictures)
    {
        var settings = _request.Settings.ToDictionary();
        if (RunPictures.Inits(_request) is { Count: > 0 } inits)
        {
            settings[Starts.Setting] = new SettingValues([.. inits.Select(pictures.NameOf)]);
        }

        return new JobRequest
        {
            Name = JobText.NameOf(pictures.NameOf(_request.Content), _request.Styles.Select(pictures.NameOf)),
            Content = [pictures.NameOf(_request.Content)],
            Styles = [.. _request.Styles.Select(pictures.NameOf)],
            StyleMode = _request.EachStyle ? StyleMode.Each : StyleMode.Blend,
            Preset = _request.Preset,
            Settings = settings,
            BitDepth = _request.Written.BitDepth,
        };
    }

    private JobOutput Output(NetworkChoice network) => new(
        _request.Output!,
        _request.Written.JpegQuality,
        _request.Frames,
        _request.FramesEvery,
        network.File,
        _request.Convention);

    // As `resume` needs it, from whatever folder.
    private static JobOutput WholePaths(JobOutput output) => output with
    {
        Path = Path.GetFullPath(output.Path),
        Frames = output.Frames is null ? null : Path.GetFullPath(output.Frames),
    };

    private void CheckPlaces(NetworkArchitecture network, JobFolder folder)
    {
        var paintsSeveral = PaintsSeveral(network);
        if (_request.Estimate)
        {
            if (paintsSeveral)
            {
                throw new UsageException("--estimate is for one picture; give each setting once, and no --each.");
            }

            return;
        }

        if (paintsSeveral)
        {
            WritablePlace.CheckPictureFolder(_request.Output!);
        }
        else
        {
            WritablePlace.CheckPicture(
                _request.Output!, [_request.Content, .. _request.Styles, .. RunPictures.Inits(_request)]);
        }

        if (_request.Frames is not null)
        {
            WritablePlace.CheckFolder(_request.Frames);
        }

        WritablePlace.CheckFolder(folder.Path);
    }

    private bool PaintsSeveral(NetworkArchitecture network)
    {
        var settings = Presets.For(_request.Preset, network, Preprocessing.Torchvision);
        return (_request.EachStyle && _request.Styles.Select(Path.GetFullPath).Distinct().Skip(1).Any())
            || _request.Settings.Any(s => s.Value.Values
                .Select(value => SettingText.Write(SettingText.With(settings, s.Key, value))[s.Key])
                .Distinct()
                .Skip(1)
                .Any());
    }
}
