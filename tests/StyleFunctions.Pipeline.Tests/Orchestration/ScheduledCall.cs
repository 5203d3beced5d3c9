namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>What an orchestration asked for.</summary>
/// <param name="Name">The activity's or orchestration's name.</param>
/// <param name="Input">Its input as JSON.</param>
internal sealed record ScheduledCall(string Name, string Input);
