using System.CommandLine;
using System.Globalization;
using StyleFunctions.Cli.Engines;
using StyleFunctions.Cli.Jobs;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>What `run` takes besides the settings: files, the network, how to show progress.</summary>
internal sealed class RunOptions
{
    private static readonly PictureWriteOptions WrittenByDefault = new();

    /// <summary>An option for every setting.</summary>
    public SettingOptions Settings { get; } = new();

    /// <summary>CONTENT and the STYLEs.</summary>
    public Argument<string[]> Pictures { get; } = new("pictures") { Arity = ArgumentArity.ZeroOrMore };

    /// <summary>The file to write.</summary>
    public Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "The picture to write, .png or .jpg, or the folder for several; folders are created",
        HelpName = "OUT",
    };

    /// <summary>A picture for each style.</summary>
    public Option<bool> Each { get; } = new("--each")
    {
        Description = "Paint a picture in each style, instead of one in all of them",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Where jobs are kept.</summary>
    public StoreOption Store { get; } = new();

    /// <summary>The set of settings that options change.</summary>
    public ChoiceOption Preset { get; } = new(
        "--preset", "preset", Presets.Names, "Settings to start from, which other options change");

    /// <summary>The network.</summary>
    public ChoiceOption Network { get; } = new(
        "--network",
        "network",
        [.. NetworkArchitecture.All.Select(a => a.Name)],
        "The network (by default vgg19 if its weights are in the cache, else embedded)");

    /// <summary>A file of weights.</summary>
    public Option<string> Weights { get; } = new("--weights")
    {
        Description = "The network's weights, .pth or .safetensors (by default from the cache)",
        HelpName = "FILE",
    };

    /// <summary>What the weights expect as input.</summary>
    public ChoiceOption Convention { get; } = new(
        "--weights-convention",
        "convention",
        [.. Enum.GetNames<WeightConvention>().Select(n => n.ToLowerInvariant())],
        "What the weights expect as input; auto knows the usual files");

    /// <summary>Where to compute.</summary>
    public EngineOptions Engine { get; } = new();

    /// <summary>Where to write pictures on the way.</summary>
    public Option<string> Frames { get; } = new("--frames")
    {
        Description = "Write a picture into FOLDER now and then, and at the end of each scale",
        HelpName = "FOLDER",
    };

    /// <summary>How often to write one.</summary>
    public NumberOption FramesEvery { get; } = new("--frames-every", 1, 1_000_000, 50, "Iterations between two frames");

    /// <summary>Bits a sample.</summary>
    public ChoiceOption BitDepth { get; } = new(
        "--bit-depth", "bit depth", ["8", "16"], $"Bits a sample in a PNG, by default {WrittenByDefault.BitDepth}")
    {
        HelpName = "N",
    };

    /// <summary>Quality of a JPEG.</summary>
    public NumberOption JpegQuality { get; } = new(
        "--jpeg-quality", 1, 100, WrittenByDefault.JpegQuality, "Quality of a JPEG");

    /// <summary>Say what it would take.</summary>
    public Option<bool> Estimate { get; } = new("--estimate")
    {
        Description = "Paint nothing; show the time and memory it would take on this machine",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Print nothing but errors.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Print nothing but errors",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>What a command line asks for.</summary>
    /// <param name="parse">The command line.</param>
    /// <exception cref="UsageException">Something is missing or not allowed.</exception>
    public RunRequest Read(ParseResult parse)
    {
        if (parse.GetValue(Pictures) is not [var content, .. { Length: > 0 } styles])
        {
            throw new UsageException("'run' needs a content picture and at least one style picture; see 'run --help'.");
        }

        var estimate = parse.GetValue(Estimate);
        var output = parse.GetValue(Output);
        if (output is null && !estimate)
        {
            throw new UsageException("'run' needs a file to write: -o OUT.");
        }

        return new RunRequest
        {
            Content = content,
            Styles = styles,
            EachStyle = parse.GetValue(Each),
            Output = output,
            Store = parse.GetValue(Store),
            Estimate = estimate,
            Preset = Preset.Read(parse) ?? Presets.Default,
            Network = Network.Read(parse),
            Weights = parse.GetValue(Weights),
            Convention = Convention.Read(parse) is { } name
                ? Enum.Parse<WeightConvention>(name, ignoreCase: true)
                : WeightConvention.Auto,
            Engine = Engine.Read(parse),
            Frames = parse.GetValue(Frames),
            FramesEvery = FramesEvery.Read(parse),
            Written = new PictureWriteOptions
            {
                BitDepth = BitDepth.Read(parse) is { } bits
                    ? int.Parse(bits, CultureInfo.InvariantCulture)
                    : WrittenByDefault.BitDepth,
                JpegQuality = JpegQuality.Read(parse),
            },
            Quiet = parse.GetValue(Quiet),
            Settings = Settings.Read(parse),
        };
    }

    /// <summary>Every option that is not a setting, in the order help shows them.</summary>
    public IReadOnlyList<Option> All =>
    [
        Output, Each, Preset, Network, Weights, Convention, Frames, FramesEvery, BitDepth, JpegQuality, .. Engine.All,
        Store, Estimate, Quiet,
    ];
}
