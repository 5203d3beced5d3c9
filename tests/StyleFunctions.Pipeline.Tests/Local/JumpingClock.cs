namespace StyleFunctions.Pipeline.Tests.Local;

/// <summary>A clock that somebody puts back by an hour, or on by a day, whenever it is looked at.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private int _looks;

    public override DateTimeOffset GetUtcNow() =>
        base.GetUtcNow() + (Interlocked.Increment(ref _looks) % 2 == 0 ? TimeSpan.FromDays(1) : -TimeSpan.FromHours(1));
}
