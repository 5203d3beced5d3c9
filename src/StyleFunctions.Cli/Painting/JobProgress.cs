using System.Diagnostics;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;

namespace StyleFunctions.Cli.Painting;

/// <summary>How far a job is as a whole, one variant after another; its time begins now.</summary>
/// <param name="job">The job.</param>
internal sealed class JobProgress(Job job)
{
    private readonly double[] _work = [.. job.Variants.Select(v => new VariantHistory(v, []).Work)];
    private readonly long _began = Stopwatch.GetTimestamp();
    private double _secondsPerWork;

    /// <summary>What sets the variant of a chunk apart: "2/6 seed 2"; empty if there is only one.</summary>
    /// <param name="chunk">The chunk.</param>
    public string HeadingOf(ChunkKey chunk) => job.Variants.Count == 1
        ? ""
        : $"{IndexOf(chunk) + 1}/{job.Variants.Count} {job.Variant(chunk.Variant).Label}  ";

    /// <summary>A variant's step as a step of the job.</summary>
    /// <param name="chunk">The chunk under way.</param>
    /// <param name="step">Where its variant stands.</param>
    public TransferProgress Of(ChunkKey chunk, TransferProgress step)
    {
        var index = IndexOf(chunk);
        var left = _work[index] * (1 - step.Fraction);
        if (left > 0)
        {
            _secondsPerWork = step.Remaining.TotalSeconds / left;
        }

        var done = _work.Take(index).Sum() + (_work[index] * step.Fraction);
        return step with
        {
            Fraction = done / _work.Sum(),
            Elapsed = Stopwatch.GetElapsedTime(_began),
            Remaining = step.Remaining + TimeSpan.FromSeconds(_work.Skip(index + 1).Sum() * _secondsPerWork),
        };
    }

    private int IndexOf(ChunkKey chunk) => job.Variants.TakeWhile(v => v.Id != chunk.Variant).Count();
}
