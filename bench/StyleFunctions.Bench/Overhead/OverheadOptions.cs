using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace StyleFunctions.Bench.Overhead;

/// <summary>Which job is timed.</summary>
internal sealed record OverheadOptions
{
    /// <summary>Whether it is painted with the embedded network, or with VGG-19's layers and random weights.</summary>
    public bool IsEmbedded { get; private init; }

    public int Size { get; private init; } = 512;

    /// <summary>Iterations of the whole job; null for as many as take about a minute.</summary>
    public int? Iterations { get; private init; }

    /// <summary>Iterations of a chunk.</summary>
    public int Every { get; private init; } = 50;

    public int Threads { get; private init; } = 2;

    public int IterationsToDo => Iterations ?? Every * (IsEmbedded ? 6 : 2);

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out OverheadOptions? options)
    {
        options = new OverheadOptions();
        foreach (var pair in arguments.Chunk(2))
        {
            options = pair switch
            {
                ["--network", "embedded"] => options with { IsEmbedded = true },
                ["--network", "vgg19"] => options with { IsEmbedded = false },
                ["--size", var value] => options with { Size = Number(value) },
                ["--iterations", var value] => options with { Iterations = Number(value) },
                ["--every", var value] => options with { Every = Number(value) },
                ["--threads", var value] => options with { Threads = Number(value) },
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
