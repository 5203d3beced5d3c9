namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What a person wants of a job (control.json); running chunks look at it every few seconds.</summary>
/// <param name="State">Whether it may run.</param>
public sealed record JobControl(JobControlState State);
