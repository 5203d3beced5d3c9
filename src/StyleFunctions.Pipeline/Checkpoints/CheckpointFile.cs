using System.Globalization;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Pipeline.Checkpoints;

/// <summary>
/// A transfer's state as a safetensors file: pixels, average.* and optimizer.*, tensors as F32 of 3 x H x W, numbers as
/// F64 of no direction, so that every bit is kept; scale (from 0) and iteration as metadata.
/// </summary>
internal static class CheckpointFile
{
    private const string Format = "stylefunctions-checkpoint-1";
    private const string Pixels = "pixels";
    private const string Average = "average.";
    private const string Optimizer = "optimizer.";

    /// <summary>The file's bytes, made while they are read.</summary>
    /// <param name="state">The state; must not go on while they are read.</param>
    /// <param name="scale">The scale it is at.</param>
    public static Stream Write(TransferState state, TransferScale scale)
    {
        long[] shape = [3, scale.CanvasHeight, scale.CanvasWidth];
        var tensors = Tensors(Average, state.Average, shape)
            .Concat(Tensors(Optimizer, state.Optimizer, shape))
            .Append(new NamedTensor(Pixels, shape, state.Pixels));
        return new SafetensorsStream(tensors, new Dictionary<string, string>
        {
            ["format"] = Format,
            ["scale"] = state.Scale.ToString(CultureInfo.InvariantCulture),
            ["iteration"] = state.Iteration.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">It is not a checkpoint, or damaged.</exception>
    public static async Task<TransferState> ReadAsync(Stream file, long length, CancellationToken cancellation)
    {
        var (tensors, metadata) = await SafetensorsReader.ReadAsync(file, length, cancellation);
        if (metadata.GetValueOrDefault("format") != Format
            || !int.TryParse(metadata.GetValueOrDefault("scale"), CultureInfo.InvariantCulture, out var scale)
            || !int.TryParse(metadata.GetValueOrDefault("iteration"), CultureInfo.InvariantCulture, out var iteration)
            || tensors.FirstOrDefault(t => t.Name == Pixels)?.Floats is not { } pixels)
        {
            throw new InvalidDataException("It is no checkpoint of this version.");
        }

        return new TransferState(scale, iteration, pixels, State(Average, tensors), State(Optimizer, tensors));
    }

    private static IEnumerable<NamedTensor> Tensors(string prefix, SavedState state, long[] shape) => state.Tensors
        .Select(t => new NamedTensor(prefix + t.Key, shape, t.Value))
        .Concat(state.Numbers.Select(n => new NamedTensor(prefix + n.Key, [], [n.Value])));

    private static SavedState State(string prefix, IReadOnlyList<NamedTensor> tensors)
    {
        var own = tensors.Where(t => t.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return new SavedState(
            own.Where(t => t.Floats is not null).ToDictionary(t => t.Name[prefix.Length..], t => t.Floats!),
            own.Where(t => t.Doubles is [_]).ToDictionary(t => t.Name[prefix.Length..], t => t.Doubles![0]));
    }
}
