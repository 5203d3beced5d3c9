namespace StyleFunctions.Imaging.Resampling;

/// <summary>
/// For each new sample along one side, the old samples it is made of and their shares, as Pillow counts: the new
/// sample i is centred on (i + 0.5) * scale, the filter is as wide as the scale when the picture shrinks, what
/// reaches beyond the edge is left out, and the shares add up to one.
/// </summary>
internal sealed class ResamplingWeights
{
    private readonly int[] _starts;
    private readonly int[] _offsets; // Into shares; one more than there are new samples.
    private readonly float[] _shares;

    /// <summary>Computes the shares.</summary>
    /// <param name="length">Old samples along the side, at least 1.</param>
    /// <param name="newLength">New samples along the side, at least 1.</param>
    /// <param name="filter">The kernel.</param>
    public ResamplingWeights(int length, int newLength, ResamplingFilter filter)
    {
        var scale = (double)length / newLength;
        var spread = Math.Max(scale, 1);
        var reach = ResamplingKernel.Radius(filter) * spread;
        _starts = new int[newLength];
        _offsets = new int[newLength + 1];
        for (var i = 0; i < newLength; i++)
        {
            var center = (i + 0.5) * scale;
            _starts[i] = Math.Max(0, (int)(center - reach + 0.5));
            var end = Math.Min(length, (int)(center + reach + 0.5));
            _offsets[i + 1] = checked(_offsets[i] + end - _starts[i]);
        }

        _shares = new float[_offsets[newLength]];
        var unnormalized = new double[(int)(2 * reach) + 3];
        for (var i = 0; i < newLength; i++)
        {
            var count = _offsets[i + 1] - _offsets[i];
            var sum = 0.0;
            for (var k = 0; k < count; k++)
            {
                var distance = (_starts[i] + k + 0.5 - (i + 0.5) * scale) / spread;
                sum += unnormalized[k] = ResamplingKernel.Value(filter, distance);
            }

            for (var k = 0; k < count; k++)
            {
                _shares[_offsets[i] + k] = (float)(unnormalized[k] / sum);
            }
        }
    }

    /// <summary>The first old sample that a new one is made of.</summary>
    public int Start(int i) => _starts[i];

    /// <summary>The shares of the old samples from the first on.</summary>
    public ReadOnlySpan<float> Shares(int i) => _shares.AsSpan(_offsets[i], _offsets[i + 1] - _offsets[i]);
}
