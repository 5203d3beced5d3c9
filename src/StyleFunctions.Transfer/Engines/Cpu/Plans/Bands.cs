using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>
/// A section cut into bands. Every row of every stage belongs to one band; to compute them, rows of neighbours are
/// computed too.
/// </summary>
internal sealed class Bands
{
    private readonly IReadOnlyList<Stage> _stages;
    private readonly int _rows;
    private readonly int[] _pools;

    /// <param name="stages">The section's stages.</param>
    /// <param name="rows">Rows of a band where the section begins.</param>
    public Bands(IReadOnlyList<Stage> stages, int rows)
    {
        _stages = stages;
        _rows = rows;
        _pools = [.. stages.Select((_, i) => stages.Take(i).Count(s => s.Pool is not null))];

        // A last band of few rows joins the one before.
        Count = Math.Max(1, (stages[0].Shape.Height + rows / 2) / rows);
    }

    /// <summary>How many bands there are.</summary>
    public int Count { get; }

    /// <summary>The rows of a stage's convolution that belong to a band.</summary>
    public Rows Own(int band, int stage)
    {
        var height = _stages[stage].Shape.Height;
        return new Rows(
            Math.Min(height, (band * _rows) >> _pools[stage]),
            band == Count - 1 ? height : Math.Min(height, ((band + 1) * _rows) >> _pools[stage]));
    }

    /// <summary>The rows of what comes out of a stage that belong to a band.</summary>
    public Rows OwnOutput(int band, int stage)
    {
        var own = Own(band, stage);
        var height = _stages[stage].OutputShape.Height;
        return _stages[stage].Pool is null ? own
            : new Rows(own.Start / 2, band == Count - 1 ? height : own.End / 2);
    }

    /// <summary>
    /// The rows of each stage's convolution to compute, so that some are there: from the last stage that has any, every
    /// stage before has what the next one reads.
    /// </summary>
    /// <param name="needed">For each stage the rows needed for themselves.</param>
    public Rows[] Forward(Rows[] needed)
    {
        var rows = needed.ToArray();
        for (var s = rows.Length - 2; s >= 0; s--)
        {
            if (rows[s + 1].Count > 0)
            {
                var input = rows[s + 1].Grow(_stages[s].OutputShape.Height);
                rows[s] = rows[s].Union(_stages[s].Pool is null ? input : input.Unpooled);
            }
        }

        return rows;
    }

    /// <summary>
    /// The rows of each stage's convolution whose gradient is needed for that of a band where the section begins.
    /// </summary>
    public Rows[] Backward(int band)
    {
        var rows = new Rows[_stages.Count];
        rows[0] = Own(band, 0).Grow(_stages[0].Shape.Height);
        for (var s = 1; s < rows.Length; s++)
        {
            rows[s] = Output(s - 1, rows[s - 1]).Grow(_stages[s].Shape.Height);
        }

        return rows;
    }

    /// <summary>The rows of what comes out of a stage that some rows of its convolution go into.</summary>
    public Rows Output(int stage, Rows rows) =>
        _stages[stage].Pool is null ? rows : rows.Pooled(_stages[stage].OutputShape.Height);
}
