namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>How a variant's orchestration ended. In JSON: done, failed, paused, cancelled, gone.</summary>
public enum VariantEnd
{
    /// <summary>Its result is there.</summary>
    Done,

    /// <summary>It could not go on; why is written down.</summary>
    Failed,

    /// <summary>The job's control says pause.</summary>
    Paused,

    /// <summary>The job's control says cancel.</summary>
    Cancelled,

    /// <summary>The job was deleted.</summary>
    Gone,
}
