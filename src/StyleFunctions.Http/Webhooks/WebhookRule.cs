namespace StyleFunctions.Http.Webhooks;

/// <summary>How often and how long a webhook is tried.</summary>
/// <param name="Tries">All tries, the first included.</param>
/// <param name="Timeout">How long one may take.</param>
/// <param name="FirstDelay">The wait after the first; each later one is four times as long.</param>
public sealed record WebhookRule(int Tries, TimeSpan Timeout, TimeSpan FirstDelay)
{
    /// <summary>Three tries of five seconds.</summary>
    public static WebhookRule Default { get; } = new(3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
}
