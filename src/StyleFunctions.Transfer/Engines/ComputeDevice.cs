using System.Globalization;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines;

/// <summary>What a person wants engines to compute on.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Index">Which GPU, from 0.</param>
public sealed record ComputeDevice(ComputeDeviceKind Kind, int Index = 0)
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "device";

    /// <summary>What is allowed, in words.</summary>
    public const string Allowed = "auto, cpu, cuda or cuda:N";

    private const string Cuda = "cuda";

    /// <summary>A GPU if there is one, else the CPU.</summary>
    public static ComputeDevice Auto { get; } = new(ComputeDeviceKind.Auto);

    /// <summary>Reads its name.</summary>
    /// <param name="text">auto, cpu, cuda or cuda:N, in any case.</param>
    /// <exception cref="InvalidSettingException">It is none of them.</exception>
    public static ComputeDevice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.ToLowerInvariant().Split(':');
        var index = 0;
        return parts switch
        {
            ["auto"] => Auto,
            ["cpu"] => new ComputeDevice(ComputeDeviceKind.Cpu),
            [Cuda] => new ComputeDevice(ComputeDeviceKind.Cuda),
            [Cuda, var number] when int.TryParse(
                number, NumberStyles.None, CultureInfo.InvariantCulture, out index) => new(
                    ComputeDeviceKind.Cuda, index),
            _ => throw new InvalidSettingException(
                Setting,
                $"'{text}' is not allowed for {Setting}: it takes {Allowed}"
                    + DidYouMean.Suggest(text, ["auto", "cpu", Cuda, "cuda:0"])),
        };
    }
}
