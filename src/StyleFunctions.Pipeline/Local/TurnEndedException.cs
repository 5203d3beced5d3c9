namespace StyleFunctions.Pipeline.Local;

/// <summary>Ends a turn from within an orchestration, which knows nothing of turns.</summary>
/// <param name="end">Why.</param>
internal sealed class TurnEndedException(LocalEnd end) : Exception
{
    /// <summary>Why.</summary>
    public LocalEnd End => end;
}
