using System.Globalization;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>What `run --estimate` shows: a line for each scale, and one for all of them.</summary>
internal static class EstimateTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="writer">Receives it.</param>
    public static void Write(TransferEstimate estimate, TextWriter writer)
    {
        Line("scale", "size", "iterations", "s/iteration", "time", "memory", "computed");
        foreach (var (index, (cost, iteration, time)) in estimate.Scales.Index())
        {
            Line(
                $"{index + 1}/{estimate.Scales.Count}",
                $"{cost.Scale.Width}x{cost.Scale.Height}",
                $"{cost.Scale.Iterations}",
                iteration.TotalSeconds.ToString(
                    iteration.TotalSeconds < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture),
                ProgressText.Clock(time),
                ByteCount.Describe(cost.Bytes),
                CutText(cost));
        }

        Line(
            "all",
            "",
            $"{estimate.Scales.Sum(s => s.Cost.Scale.Iterations)}",
            "",
            ProgressText.Clock(estimate.Time),
            ByteCount.Describe(estimate.Bytes),
            "");

        void Line(params ReadOnlySpan<string> cells) => writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{cells[0],-5}  {cells[1],11}  {cells[2],10}  {cells[3],11}  {cells[4],9}  {cells[5],9}  {cells[6]}")
            .TrimEnd());
    }

    /// <summary>"whole", or how it is cut.</summary>
    /// <param name="cost">A scale.</param>
    public static string CutText(ScaleCost cost) => cost.IsWhole ? "whole" : $"in pieces ({cost.Cut})";
}
