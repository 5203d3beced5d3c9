using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace StyleFunctions.Bench.Gpu;

/// <summary>What the GPU benchmark is asked to compare.</summary>
internal sealed record GpuOptions
{
    public IReadOnlyList<PictureSize> Sizes { get; private init; } = [new(512, 512), new(1024, 1024), new(2048, 2048)];

    public int Runs { get; private init; } = 5;

    /// <summary>Iterations of a run.</summary>
    public int Repeats { get; private init; } = 20;

    public string Device { get; private init; } = "cuda:0";

    public IReadOnlyList<string> Precisions { get; private init; } = ["full", "tf32", "half"];

    public string Python { get; private init; } = "python3";

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out GpuOptions? options)
    {
        options = new GpuOptions();
        foreach (var pair in arguments.Chunk(2))
        {
            options = pair switch
            {
                ["--sizes", var value] => options with { Sizes = [.. value.Split(',').Select(PictureSize.Parse)] },
                ["--runs", var value] => options with { Runs = Number(value) },
                ["--repeats", var value] => options with { Repeats = Number(value) },
                ["--device", var value] => options with { Device = value },
                ["--precisions", var value] => options with { Precisions = value.Split(',') },
                ["--python", var value] => options with { Python = value },
                _ => null,
            };
            if (options is null)
            {
                return false;
            }
        }

        return true;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
