namespace StyleFunctions.Pipeline.Jobs;

/// <summary>As many jobs wait as may. The message is one sentence for a person.</summary>
/// <param name="bound">How many may wait.</param>
public sealed class QueueFullException(int bound)
    : Exception($"{bound} jobs are waiting, which is as many as may; try again when some are done.");
