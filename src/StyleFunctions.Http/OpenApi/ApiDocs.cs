using System.Text.Json.Nodes;
using StyleFunctions.Http.Uploads;
using StyleFunctions.Pipeline.Uploads;
using static StyleFunctions.Http.OpenApi.ApiSchemas;

namespace StyleFunctions.Http.OpenApi;

/// <summary>What every operation does, by its name in <see cref="Routes.ApiRoutes"/>.</summary>
internal static class ApiDocs
{
    private const string Json = "application/json";

    /// <summary>All of them.</summary>
    /// <param name="formats">The pictures that may be handed in.</param>
    public static Dictionary<string, OperationDocs> All(IEnumerable<PictureFormat> formats) => new()
    {
        ["putUpload"] = new(
            "Hand in a picture that requests may name", 201, (Json, To("Upload")), 400, 408, 413, 415, 422)
        {
            Bodies = [.. PictureBody.Types(formats).Select(type => (type, (JsonNode)new JsonObject()))],
        },
        ["submitJob"] = new("Hand in a request for a job", 202, (Json, To("Job")), 400, 408, 413, 415, 422, 503)
        {
            Parameters = [Parameter("header", "Idempotency-Key", "The same key is the same request", "string")],
            Bodies = [(Json, To("JobRequest")), ("multipart/form-data", Form())],
        },
        ["listJobs"] = new("List jobs, newest first", 200, (Json, To("JobList")), 422)
        {
            Parameters =
            [
                Parameter("query", "limit", "How many, 1 to 200", "integer"),
                Parameter("query", "before", "From next of the page before", "string"),
            ],
        },
        ["getJob"] = new("Show a job", 200, (Json, To("Job")), 404)
        {
            Parameters = [Parameter("query", "variant", "The variant whose chunks to show", "string")],
        },
        ["deleteJob"] = new("Remove a job, after it has stopped", 204, null, 404),
        ["pauseJob"] = new("Ask a job to pause; its chunk commits what is done", 202, (Json, To("Job")), 404),
        ["resumeJob"] = new("Let a paused, cancelled or failed job go on", 202, (Json, To("Job")), 404, 503),
        ["cancelJob"] = new("Ask a job to stop", 202, (Json, To("Job")), 404),
        ["watchJob"] = new(
            "Watch a job: the events chunk, progress, state and end", 200, ("text/event-stream", new JsonObject()), 404)
        {
            Parameters = [Parameter("header", "Last-Event-ID", "The last id seen; what came after is sent", "string")],
        },
        ["getFile"] = new(
            "Fetch an input, a frame, a result, its manifest or its losses", 200, ("*/*", new JsonObject()), 404),
        ["getSettings"] = new(
            "Every setting with its meaning, range and default", 200, (Json, To("SettingsDescription")), 422)
        {
            Parameters =
            [
                Parameter("query", "preset", "The preset that the defaults are of", "string"),
                Parameter("query", "network", "The network that the defaults are of", "string"),
            ],
        },
        ["getOpenApi"] = new("This description", 200, (Json, new JsonObject())),
        ["getPage"] = new("The web page and its files", 200, ("*/*", new JsonObject()), 404),
    };

    /// <summary>A parameter that may be left out.</summary>
    private static JsonObject Parameter(string place, string name, string meaning, string type) => new()
    {
        ["in"] = place,
        ["name"] = name,
        ["description"] = meaning,
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Form() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("content", "style"),
        ["properties"] = new JsonObject
        {
            ["content"] = Files("The pictures whose content is kept"),
            ["style"] = Files("The pictures whose style is imposed"),
            ["request"] = To("JobRequest"),
        },
    };

    private static JsonObject Files(string meaning) => new()
    {
        ["type"] = "array",
        ["description"] = meaning,
        ["minItems"] = 1,
        ["items"] = new JsonObject { ["type"] = "string", ["contentMediaType"] = "application/octet-stream" },
    };
}
