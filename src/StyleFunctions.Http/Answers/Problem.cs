using System.Text.Json.Serialization;

namespace StyleFunctions.Http.Answers;

/// <summary>Why a request is refused, as RFC 9457 has it (application/problem+json).</summary>
/// <param name="Type">Which kind of problem; about:blank, as the status says it all.</param>
/// <param name="Title">What the status means.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence for a person: what was wrong, and what is allowed.</param>
/// <param name="Errors">Sentences by field, where fields are to blame; null where none is.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null);
