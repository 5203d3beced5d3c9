using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>What the engine benchmark is asked to compare.</summary>
internal sealed record EngineOptions
{
    public IReadOnlyList<PictureSize> Sizes { get; private init; } = [new(256, 256), new(512, 512)];

    public int Runs { get; private init; } = 7;

    /// <summary>Counts of threads; the peers run on the last.</summary>
    public IReadOnlyList<int> Threads { get; private init; } = [2];

    /// <summary>Bytes our engine may use.</summary>
    public long Memory { get; private init; } = long.MaxValue;

    public InstructionSet Isa { get; private init; } = InstructionSet.All;

    public string Python { get; init; } = "python3";

    public string? Prototype { get; private init; }

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out EngineOptions? options)
    {
        options = new EngineOptions();
        foreach (var pair in arguments.Chunk(2))
        {
            options = pair switch
            {
                ["--sizes", var value] => options with { Sizes = [.. value.Split(',').Select(PictureSize.Parse)] },
                ["--runs", var value] => options with { Runs = Number(value) },
                ["--threads", var value] => options with { Threads = [.. value.Split(',').Select(Number)] },
                ["--memory", var value] => options with { Memory = Megabytes(value) },
                ["--isa", "all"] => options with { Isa = InstructionSet.All },
                ["--isa", "avx2"] => options with { Isa = InstructionSet.Avx2 },
                ["--python", var value] => options with { Python = value },
                ["--prototype", var value] => options with { Prototype = value },
                _ => null,
            };
            if (options is null)
            {
                return false;
            }
        }

        return true;
    }

    private static long Megabytes(string text) => 1_000_000 * long.Parse(text, CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
