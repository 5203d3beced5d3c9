namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>What somebody is told of a job. In JSON: started, progress, done, failed, paused, cancelled.</summary>
public enum JobMoment
{
    /// <summary>It is being painted.</summary>
    Started,

    /// <summary>A chunk is committed.</summary>
    Progress,

    /// <summary>All of it is done.</summary>
    Done,

    /// <summary>It could not go on.</summary>
    Failed,

    /// <summary>It waits to be resumed.</summary>
    Paused,

    /// <summary>It is not to go on.</summary>
    Cancelled,
}
