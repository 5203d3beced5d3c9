using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StyleFunctions.Http.Routes;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.OpenApi;

/// <summary>GET /api/openapi.json: what can be asked for, as OpenAPI 3.1.</summary>
public sealed class OpenApiEndpoint
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lazy<byte[]> _document;

    internal OpenApiEndpoint(HttpApi api, IReadOnlyList<PictureFormat> formats) =>
        _document = new Lazy<byte[]>(() => Write(api, formats));

    /// <summary>Answers with the description.</summary>
    /// <param name="context">The request and its answer.</param>
    public Task GetAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(_document.Value, "application/json").ExecuteAsync(context);
    }

    private static byte[] Write(HttpApi api, IReadOnlyList<PictureFormat> formats)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
        {
            OpenApiDocument.Write(ApiRoutes.Of(api), formats).WriteTo(writer);
        }

        return bytes.ToArray();
    }
}
