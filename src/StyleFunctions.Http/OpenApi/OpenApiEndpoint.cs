using Microsoft.AspNetCore.Http;

namespace StyleFunctions.Http.OpenApi;

/// <summary>GET /api/openapi.json: what can be asked for, as OpenAPI 3.1.</summary>
public sealed class OpenApiEndpoint
{
    /// <summary>Answers with the description.</summary>
    /// <param name="context">The request and its answer.</param>
#pragma warning disable CA1822 // As every route's method.
    public Task GetAsync(HttpContext context)
#pragma warning restore CA1822
    {
        ArgumentNullException.ThrowIfNull(context);
        return Results.Text("{}", "application/json").ExecuteAsync(context);
    }
}
