namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>How it went to put a file in its place.</summary>
internal enum PlacingOutcome
{
    /// <summary>It is there.</summary>
    Placed,

    /// <summary>Something was there already.</summary>
    Taken,

    /// <summary>The folder it belongs into is not there.</summary>
    NoFolder,
}
