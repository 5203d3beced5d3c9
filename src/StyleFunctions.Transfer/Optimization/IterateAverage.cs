using System.Numerics;

namespace StyleFunctions.Transfer.Optimization;

/// <summary>
/// A moving average of the iterates, corrected for its start: with decay b the weight of the iterate k steps ago is
/// (1 - b) b^k / (1 - b^n). It is quieter than the last iterate and is the picture shown.
/// </summary>
public sealed class IterateAverage
{
    private readonly double _decay;
    private float[] _sum;
    private double _missing = 1;

    /// <summary>Begins with one iterate.</summary>
    /// <param name="first">The first iterate.</param>
    /// <param name="decay">0 (the last iterate alone) to less than 1.</param>
    public IterateAverage(ReadOnlySpan<float> first, double decay)
    {
        _decay = decay;
        _sum = new float[first.Length];
        Add(first);
    }

    /// <summary>The average before its correction, for an engine that takes iterates in.</summary>
    public Span<float> Sum => _sum;

    /// <summary>Counts an iterate, whoever takes it in.</summary>
    /// <returns>What the sum and the iterate are multiplied by.</returns>
    public (float Keep, float Take) Count()
    {
        _missing *= _decay;
        return ((float)_decay, (float)(1 - _decay));
    }

    /// <summary>Takes the next iterate in.</summary>
    /// <param name="iterate">As long as the first.</param>
    public void Add(ReadOnlySpan<float> iterate)
    {
        var (keep, take) = Count();
        var i = 0;
        for (; i + Vector<float>.Count <= _sum.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(_sum, i) * keep + new Vector<float>(iterate[i..]) * take).CopyTo(_sum, i);
        }

        for (; i < _sum.Length; i++)
        {
            _sum[i] = _sum[i] * keep + iterate[i] * take;
        }
    }

    /// <summary>What it remembers.</summary>
    public SavedState Save() => new(
        new Dictionary<string, float[]> { ["sum"] = _sum }, new Dictionary<string, double> { ["missing"] = _missing });

    /// <summary>Takes on what another average remembered, and with it the array.</summary>
    /// <param name="state">From <see cref="Save"/>, of an average of as many values and the same decay.</param>
    /// <exception cref="ArgumentException">It is something else's state, or of another size.</exception>
    public void Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_sum, _missing) = (state.Tensor("sum", _sum.Length), state.Number("missing"));
    }

    /// <summary>The average.</summary>
    /// <param name="target">Receives it; as long as the first iterate.</param>
    public void CopyTo(Span<float> target)
    {
        var scale = (float)(1 / (1 - _missing));
        for (var i = 0; i < _sum.Length; i++)
        {
            target[i] = _sum[i] * scale;
        }
    }
}
