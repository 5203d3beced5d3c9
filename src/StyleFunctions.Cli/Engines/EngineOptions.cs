using System.CommandLine;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Engines;

/// <summary>What commands that paint take of where to compute.</summary>
internal sealed class EngineOptions
{
    private const string Variable = "STYLEFUNCTIONS_DEVICE";

    private static readonly string[] Precisions = [.. Enum.GetNames<GpuPrecision>().Select(n => n.ToLowerInvariant())];

    private readonly NumberOption _threads = new(
        "--threads", 0, 1024, 0, "Threads that compute, 0 for one a core; the picture does not depend on it");

    private readonly Option<string> _device = new("--device")
    {
        Description = $"Where to compute: {ComputeDevice.Allowed}, the GPU's number (by default what {Variable} says, "
            + "else auto: a GPU if there is one this build can use, else the CPU)",
        HelpName = "DEVICE",
    };

    private readonly ChoiceOption _precision = new(
        "--precision", "precision", Precisions, "What a GPU computes the network in; auto is tf32 where it has that, "
            + "half where it is fast in half alone");

    private readonly Option<bool> _takeOver = new("--take-over")
    {
        Description = "Go on with jobs that another engine began; the picture is as good, its bytes are neither "
            + "engine's alone",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>The options, but for taking jobs over.</summary>
    public IReadOnlyList<Option> All => [_device, _precision, _threads];

    /// <summary>Whether to take jobs over, for commands that go on with some.</summary>
    public Option TakeOver => _takeOver;

    /// <summary>What a command line asks for.</summary>
    /// <param name="parse">The command line.</param>
    /// <exception cref="UsageException">Something is not allowed.</exception>
    public EngineRequest Read(ParseResult parse) => new()
    {
        Device = Device(parse),
        Precision = _precision.Read(parse) is { } name
            ? Enum.Parse<GpuPrecision>(name, ignoreCase: true)
            : GpuPrecision.Auto,
        Threads = _threads.Read(parse),
        TakesOver = parse.GetValue(_takeOver),
    };

    private ComputeDevice Device(ParseResult parse)
    {
        var given = parse.GetValue(_device);
        var text = given ?? Environment.GetEnvironmentVariable(Variable);
        try
        {
            return string.IsNullOrEmpty(text) ? ComputeDevice.Auto : ComputeDevice.Parse(text);
        }
        catch (InvalidSettingException e)
        {
            throw new UsageException(given is null ? $"{Variable}: {e.Message}" : e.Message);
        }
    }
}
