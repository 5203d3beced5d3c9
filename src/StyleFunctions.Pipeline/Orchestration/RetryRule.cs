namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>How often and how soon a failed activity is called again.</summary>
/// <param name="Attempts">All calls, the first included.</param>
/// <param name="FirstDelay">The wait before the second.</param>
/// <param name="Factor">Each later wait is so many times the one before.</param>
public sealed record RetryRule(int Attempts, TimeSpan FirstDelay, double Factor)
{
    /// <summary>Four calls within a quarter of a minute.</summary>
    public static RetryRule Default { get; } = new(4, TimeSpan.FromSeconds(2), 2);

    /// <summary>The wait after a failed attempt.</summary>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    public TimeSpan Delay(int attempt) => FirstDelay * Math.Pow(Factor, attempt - 1);
}
