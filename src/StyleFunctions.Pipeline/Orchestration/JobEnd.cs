namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>How a job's orchestration ended. In JSON: done, failed, cancelled, gone.</summary>
public enum JobEnd
{
    /// <summary>Every variant is done.</summary>
    Done,

    /// <summary>A variant failed, and the others are done; or what belongs to all of them did.</summary>
    Failed,

    /// <summary>A person cancelled it.</summary>
    Cancelled,

    /// <summary>It was deleted.</summary>
    Gone,
}
