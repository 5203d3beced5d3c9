namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What a person wants of a job (control.json); running chunks look at it every few seconds.</summary>
/// <param name="State">Whether it may run.</param>
/// <param name="Spent">Seconds of work it had taken when it was last resumed.</param>
public sealed record JobControl(JobControlState State, double Spent = 0);
