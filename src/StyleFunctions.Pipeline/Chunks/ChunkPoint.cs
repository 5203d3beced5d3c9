namespace StyleFunctions.Pipeline.Chunks;

/// <summary>The points of a chunk at which a process may die; tests kill it there.</summary>
internal enum ChunkPoint
{
    /// <summary>Pictures, network and checkpoint are read.</summary>
    Loaded,

    /// <summary>An iteration is done.</summary>
    Iterated,

    /// <summary>Every iteration is done; nothing is written.</summary>
    Optimized,

    /// <summary>The checkpoint is written.</summary>
    CheckpointWritten,

    /// <summary>The frame is written too, but not the manifest.</summary>
    FrameWritten,

    /// <summary>The manifest is written.</summary>
    Committed,

    /// <summary>What is no longer needed is removed.</summary>
    Swept,
}
