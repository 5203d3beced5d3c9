using System.Text.Json.Nodes;

namespace StyleFunctions.Http.OpenApi;

/// <summary>What an operation does, besides its address.</summary>
/// <param name="Summary">One sentence without a full stop.</param>
/// <param name="Success">The status of success.</param>
/// <param name="Answer">The schema of what is answered then, by content type; null for nothing.</param>
/// <param name="Refusals">The statuses that it is refused with, besides those of every operation.</param>
internal sealed record OperationDocs(
    string Summary, int Success, (string Type, JsonNode? Schema)? Answer, params IReadOnlyList<int> Refusals)
{
    /// <summary>Parameters besides those in the path.</summary>
    public IReadOnlyList<JsonObject> Parameters { get; init; } = [];

    /// <summary>Schemas of the body, by content type; empty for none.</summary>
    public IReadOnlyList<(string Type, JsonNode Schema)> Bodies { get; init; } = [];
}
