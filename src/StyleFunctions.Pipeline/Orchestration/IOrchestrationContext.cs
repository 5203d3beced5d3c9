namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>
/// All that an orchestration may know of the world. Durable Functions and <see cref="Local.LocalRunner"/> each
/// implement it. An orchestration has no clock, no random numbers and no I/O of its own and never leaves its thread:
/// Durable Functions runs it again from its history as often as it likes and expects the same calls in the same order.
/// </summary>
public interface IOrchestrationContext
{
    /// <summary>Calls an activity, and again after a failure, as <see cref="RetryRule.Default"/> says.</summary>
    /// <typeparam name="TInput">The activity's input; under 1 KB as JSON.</typeparam>
    /// <typeparam name="TResult">The activity's result; under 1 KB as JSON.</typeparam>
    /// <param name="activity">The activity.</param>
    /// <param name="input">Its input.</param>
    /// <exception cref="ActivityFailedException">It failed every time.</exception>
    Task<TResult> CallAsync<TInput, TResult>(JobActivity<TInput, TResult> activity, TInput input);

    /// <summary>Starts <see cref="VariantOrchestration"/> as an orchestration of its own.</summary>
    /// <param name="run">Its input.</param>
    /// <returns>How it ended.</returns>
    Task<VariantEnd> StartVariantAsync(VariantRun run);

    /// <summary>Waits for an event that a person's doing raises, but not for ever: an event may get lost.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="atMost">The longest wait.</param>
    Task WaitAsync(string name, TimeSpan atMost);

    /// <summary>A name nobody else has, the same when run again: 1 to 40 letters, digits and '-'.</summary>
    string NewName();

    /// <summary>Shows how far it is, to whoever looks at the orchestration itself.</summary>
    /// <param name="progress">Under 1 KB as JSON.</param>
    void Report(OrchestrationProgress progress);

    /// <summary>
    /// Starts the orchestration anew with another input, so that its history stays short. The caller returns at once;
    /// what it returns is not looked at.
    /// </summary>
    /// <typeparam name="TInput">The orchestration's input.</typeparam>
    /// <param name="input">The new input.</param>
    void ContinueAsNew<TInput>(TInput input);
}
