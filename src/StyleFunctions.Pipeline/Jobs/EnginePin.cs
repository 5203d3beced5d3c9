namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// What decides the order of sums, beside the variants' setting memory; chosen by the first worker that starts on a job
/// (engine.json). A worker whose engine has another name refuses the job's chunks, because it would make other bytes;
/// or takes the job over, where it was told that it may, and writes its own name here. Each chunk's manifest says which
/// engine made it.
/// </summary>
/// <param name="Engine">The engine's name, such as cpu-512-256-fma.</param>
public sealed record EnginePin(string Engine);
