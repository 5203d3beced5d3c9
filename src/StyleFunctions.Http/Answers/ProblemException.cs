using Microsoft.AspNetCore.WebUtilities;

namespace StyleFunctions.Http.Answers;

/// <summary>A request is refused.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="detail">One sentence for a person: what was wrong, and what is allowed.</param>
/// <param name="field">The field that is to blame; null for none.</param>
internal sealed class ProblemException(int status, string detail, string? field = null) : Exception(detail)
{
    /// <summary>The problem, as it is answered.</summary>
    public Problem Problem { get; } = new(
        "about:blank",
        ReasonPhrases.GetReasonPhrase(status),
        status,
        detail,
        field is null ? null : new Dictionary<string, IReadOnlyList<string>> { [field] = [detail] });

    /// <summary>Seconds after which to try again; null where that is of no use.</summary>
    public int? RetryAfter { get; init; }
}
