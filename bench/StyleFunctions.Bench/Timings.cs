namespace StyleFunctions.Bench;

/// <summary>Seconds that the same work took, time after time.</summary>
internal sealed class Timings
{
    private readonly List<double> _seconds = [];

    public int Count => _seconds.Count;

    public double Median
    {
        get
        {
            double[] sorted = [.. _seconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double seconds) => _seconds.Add(seconds);

    public override string ToString() =>
        $"{Median:F4} s/iteration ({_seconds.Min():F4} to {_seconds.Max():F4}, {Count} times)";
}
