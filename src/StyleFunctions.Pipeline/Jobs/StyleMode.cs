namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What several style pictures mean. In JSON: blend, each.</summary>
public enum StyleMode
{
    /// <summary>One result is painted in all of them together.</summary>
    Blend,

    /// <summary>Each gives a result of its own.</summary>
    Each,
}
