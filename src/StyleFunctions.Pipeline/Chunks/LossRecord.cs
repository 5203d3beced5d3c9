using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Writes down the losses of a chunk's iterations as they come.</summary>
/// <param name="styleLayers">The style layers' names, in the settings' order.</param>
/// <param name="clock">For the seconds.</param>
internal sealed class LossRecord(IEnumerable<string> styleLayers, TimeProvider clock)
{
    private readonly List<TransferProgress> _steps = [];
    private readonly List<double[]> _layers = [];
    private readonly List<double> _seconds = [];
    private readonly long _started = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();

    /// <summary>How many iterations were written down.</summary>
    public int Count => _steps.Count;

    /// <summary>Seconds since it began.</summary>
    public double Seconds => clock.GetElapsedTime(_started).TotalSeconds;

    /// <summary>Takes an iteration down.</summary>
    /// <param name="step">What was reported of it.</param>
    public void Add(TransferProgress step)
    {
        var now = clock.GetTimestamp();
        _steps.Add(step);
        _layers.Add([.. step.StyleLayerLosses]);
        _seconds.Add(Math.Round(clock.GetElapsedTime(_last, now).TotalSeconds, 6));
        _last = now;
    }

    /// <summary>The columns. Without a style loss there are no layers.</summary>
    public ChunkLosses ToLosses() => new()
    {
        Total = [.. _steps.Select(s => s.Loss)],
        Content = [.. _steps.Select(s => s.ContentLoss)],
        Style = [.. _steps.Select(s => s.StyleLoss)],
        StyleLayers = styleLayers
            .Select((layer, i) => (
                layer, Losses: (IReadOnlyList<double>)[.. _layers.Where(l => i < l.Length).Select(l => l[i])]))
            .Where(l => l.Losses.Count > 0)
            .ToDictionary(l => l.layer, l => l.Losses),
        Tv = [.. _steps.Select(s => s.TotalVariation)],
        Seconds = _seconds,
    };
}
