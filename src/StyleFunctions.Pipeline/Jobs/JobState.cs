namespace StyleFunctions.Pipeline.Jobs;

/// <summary>How a job or a variant is. In JSON: waiting, running, paused, cancelled, failed, done.</summary>
public enum JobState
{
    /// <summary>Nothing of it is done yet.</summary>
    Waiting,

    /// <summary>
    /// Some of it is done, and it may go on; whether a worker is at it now, its artifacts do not tell.
    /// </summary>
    Running,

    /// <summary>It may not go on until it is resumed.</summary>
    Paused,

    /// <summary>It is not to go on.</summary>
    Cancelled,

    /// <summary>It could not go on; it can be resumed.</summary>
    Failed,

    /// <summary>All of it is done.</summary>
    Done,
}
