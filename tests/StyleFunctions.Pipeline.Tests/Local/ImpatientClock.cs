namespace StyleFunctions.Pipeline.Tests.Local;

/// <summary>A clock whose timers go off at once, and which then has gone on by as much as they were to wait.</summary>
internal sealed class ImpatientClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return base.GetTimestamp() + (long)(_waits.Sum(w => w.TotalSeconds) * TimestampFrequency);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _waits.Add(dueTime);
        }

        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
