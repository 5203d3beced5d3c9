namespace StyleFunctions.Pipeline.Local;

/// <summary>How a turn of a job on this machine ended.</summary>
public enum LocalEnd
{
    /// <summary>Every variant is done.</summary>
    Done,

    /// <summary>A variant failed; the others are done.</summary>
    Failed,

    /// <summary>A person cancelled it.</summary>
    Cancelled,

    /// <summary>It was deleted.</summary>
    Gone,

    /// <summary>A person paused it; started again when it may run, it goes on.</summary>
    Paused,

    /// <summary>Its turn is over; started again, it goes on.</summary>
    TurnOver,

    /// <summary>This process was asked to stop; started again, it goes on.</summary>
    Stopped,
}
