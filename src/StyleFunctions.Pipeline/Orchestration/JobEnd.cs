namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>How a job's orchestration ended. In JSON: done, failed, cancelled, gone.</summary>
public enum JobEnd
{
    /// <summary>Every variant is done.</summary>
    Done,

    /// <summary>A variant failed; the others are done.</summary>
    Failed,

    /// <summary>A person cancelled it.</summary>
    Cancelled,

    /// <summary>It was deleted.</summary>
    Gone,
}
