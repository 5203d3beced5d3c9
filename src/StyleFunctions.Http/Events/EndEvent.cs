using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Events;

/// <summary>A job has ended; nothing more comes.</summary>
/// <param name="State">How: done, failed, cancelled.</param>
public sealed record EndEvent(JobState State);
