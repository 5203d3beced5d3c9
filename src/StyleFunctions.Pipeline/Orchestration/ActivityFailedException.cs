namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>An activity failed every time it was called. The message is one sentence for a person.</summary>
public sealed class ActivityFailedException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">What the last failure said.</param>
    /// <param name="cause">The last failure; null where it happened in another process.</param>
    public ActivityFailedException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
