using System.Net;
using System.Text.Json.Nodes;

namespace StyleFunctions.Http.Tests;

/// <summary>What an answer says.</summary>
internal static class Answers
{
    public static async Task<JsonNode> Json(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    /// <summary>Reads a refusal, which is a problem document of that status, and disposes of the answer.</summary>
    public static async Task<JsonNode> Refused(this Task<HttpResponseMessage> sent, int status)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((HttpStatusCode)status == answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(status, (int)problem["status"]!);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["title"]));
        Assert.EndsWith(".", ((string)problem["detail"]!).Replace('?', '.'), StringComparison.Ordinal);
        return problem;
    }
}
