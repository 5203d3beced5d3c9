namespace StyleFunctions.Functions.Tests.Orchestration;

/// <summary>A run of an orchestration's code, or a call of an activity.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">Its input.</param>
/// <param name="Instance">The orchestration's instance.</param>
/// <param name="IsReplay">Whether an orchestration's code is run again from its history.</param>
internal sealed record HubCall(string Name, object Input, string Instance, bool IsReplay);
