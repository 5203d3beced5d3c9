using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using StyleFunctions.Http.Routes;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.OpenApi;

/// <summary>Describes addresses, as OpenAPI 3.1.</summary>
internal static partial class OpenApiDocument
{
    // Another site's page, a fault, a full disk.
    private static readonly int[] Always = [403, 500, 507];

    /// <summary>Writes the description.</summary>
    /// <param name="routes">The addresses.</param>
    /// <param name="formats">The pictures that may be handed in.</param>
    public static JsonObject Write(IEnumerable<ApiRoute> routes, IEnumerable<PictureFormat> formats)
    {
        var docs = ApiDocs.All(formats);
        var paths = new JsonObject();
        foreach (var route in routes)
        {
            var path = PathOf(route);
            if (!paths.ContainsKey(path))
            {
                paths[path] = new JsonObject();
            }

            paths[path]![route.Method.ToLowerInvariant()] = Operation(route, docs[route.Name]);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "StyleFunctions",
                ["description"] = "Neural style transfer as jobs that cannot be lost.",
                ["version"] = typeof(OpenApiDocument).Assembly
                    .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = ApiSchemas.All() },
        };
    }

    // What may hold several parts is a parameter like any other; the page is at the root.
    private static string PathOf(ApiRoute route) =>
        route.Pattern == "/{**path}" ? "/" : route.Pattern.Replace("**", "", StringComparison.Ordinal);

    private static JsonObject Operation(ApiRoute route, OperationDocs docs)
    {
        var operation = new JsonObject { ["operationId"] = route.Name, ["summary"] = docs.Summary };
        var parameters = InPath(route).Concat(docs.Parameters).ToArray<JsonNode?>();
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray(parameters);
        }

        if (docs.Bodies.Count > 0)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject(docs.Bodies.Select(b => Media(b.Type, b.Schema))),
            };
        }

        operation["responses"] = Responses(docs);
        return operation;
    }

    private static IEnumerable<JsonObject> InPath(ApiRoute route) => Names().Matches(PathOf(route)).Select(match =>
        new JsonObject
        {
            ["in"] = "path",
            ["name"] = match.Groups[1].Value,
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string" },
        });

    private static JsonObject Responses(OperationDocs docs)
    {
        var success = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(docs.Success) };
        if (docs.Answer is { } answer)
        {
            success["content"] = new JsonObject([Media(answer.Type, answer.Schema)]);
        }

        var responses = new JsonObject { [$"{docs.Success}"] = success };
        foreach (var status in docs.Refusals.Concat(Always).Order())
        {
            responses[$"{status}"] = new JsonObject
            {
                ["description"] = ReasonPhrases.GetReasonPhrase(status),
                ["content"] = new JsonObject([Media("application/problem+json", ApiSchemas.To("Problem"))]),
            };
        }

        return responses;
    }

    private static KeyValuePair<string, JsonNode?> Media(string type, JsonNode? schema) =>
        new(type, new JsonObject { ["schema"] = schema });

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Names();
}
