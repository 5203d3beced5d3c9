using System.CommandLine;
using StyleFunctions.Cli.Jobs;
using StyleFunctions.Http.Local;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Uploads;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Networks.WeightFiles;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Serving;

/// <summary>What `serve` takes.</summary>
internal sealed class ServeOptions
{
    private const int MostPorts = 65_535;

    private static readonly LocalJobHostOptions Standard = new();

    private readonly RunOptions _run = new();

    private NumberOption Port { get; } = new(
        "--port", 0, MostPorts, LocalServerOptions.DefaultPort, "The port to answer at, 0 for any that is free");

    private StoreOption Store { get; } = new();

    private Option<string> Memory { get; } = new("--memory")
    {
        Description = "Memory that a job may use whose request leaves it open (by default three quarters of what is "
            + "free now)",
        HelpName = "BYTES",
    };

    private NumberOption Queue { get; } = new(
        "--queue", 1, 100_000, Standard.Bound, "How many jobs may wait; more are refused");

    private NumberOption Turn { get; } = new(
        "--turn", 1, 86_400, (int)Standard.Turn.TotalSeconds, "Seconds a job is painted while others wait");

    private NumberOption Keep { get; } = new(
        "--keep", 0, 36_500, 0, "Days after which ended jobs are removed, 0 for never");

    private Option<string> MaximumUpload { get; } = new("--max-upload")
    {
        Description = $"The largest picture file accepted (by default {ByteCount.Write(UploadLimits.Default.Bytes)})",
        HelpName = "BYTES",
    };

    /// <summary>The options, in the order help shows them.</summary>
    public IReadOnlyList<Option> All =>
    [
        Port, Store, _run.Network, _run.Weights, _run.Convention, .. _run.Engine.All, _run.Engine.TakeOver, Memory,
        Queue, Turn, Keep, MaximumUpload, _run.Quiet,
    ];

    /// <summary>What a command line asks for.</summary>
    /// <param name="parse">The command line.</param>
    /// <exception cref="UsageException">Something is not allowed.</exception>
    public ServeRequest Read(ParseResult parse) => new()
    {
        Port = Port.Read(parse),
        Store = JobFolder.At(parse.GetValue(Store)).Path,
        Network = _run.Network.Read(parse),
        Weights = parse.GetValue(_run.Weights),
        Convention = _run.Convention.Read(parse) is { } name
            ? Enum.Parse<WeightConvention>(name, ignoreCase: true)
            : WeightConvention.Auto,
        Engine = _run.Engine.Read(parse),
        Memory = Bytes(parse, Memory) ?? FreeMemory.Default,
        Queue = Queue.Read(parse),
        Turn = TimeSpan.FromSeconds(Turn.Read(parse)),
        Keep = Keep.Read(parse) is > 0 and var days ? TimeSpan.FromDays(days) : null,
        MaximumUpload = Bytes(parse, MaximumUpload) ?? UploadLimits.Default.Bytes,
        Quiet = parse.GetValue(_run.Quiet),
    };

    private static long? Bytes(ParseResult parse, Option<string> option) => parse.GetValue(option) is not { } given
        ? null
        : ByteCount.Parse(given) ?? throw new UsageException(
            $"'{given}' is not allowed for {option.Name}; it takes a number of bytes, such as 800MB or 2GB.");
}
