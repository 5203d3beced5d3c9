namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Why a chunk ended where it did. In JSON: budget, scale-end, paused, cancelled, asked, adopted.</summary>
public enum ChunkStop
{
    /// <summary>Its iterations or seconds were spent.</summary>
    Budget,

    /// <summary>Its scale is done.</summary>
    ScaleEnd,

    /// <summary>The job's control says pause.</summary>
    Paused,

    /// <summary>The job's control says cancel.</summary>
    Cancelled,

    /// <summary>Its process was asked to stop: Ctrl-C, SIGTERM.</summary>
    Asked,

    /// <summary>Another attempt had committed it already.</summary>
    Adopted,
}
