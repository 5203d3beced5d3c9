namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>An activity as an orchestration names it, and as a worker carries it out.</summary>
/// <typeparam name="TInput">Its input; under 1 KB as JSON.</typeparam>
/// <typeparam name="TResult">Its result; under 1 KB as JSON.</typeparam>
/// <param name="Name">Its name, also that of the function in Durable Functions.</param>
/// <param name="RunAsync">Carries it out; idempotent.</param>
public sealed record JobActivity<TInput, TResult>(
    string Name, Func<JobActivities, TInput, CancellationToken, Task<TResult>> RunAsync);
