using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using StyleFunctions.Http.Answers;

namespace StyleFunctions.Http.Pages;

/// <summary>GET /: the web page and what belongs to it.</summary>
public sealed class PageEndpoint
{
    /// <summary>The page loads nothing from elsewhere, and nobody frames it.</summary>
    private const string Policy = "default-src 'self'; img-src 'self' blob:; frame-ancestors 'none'; "
        + "base-uri 'none'; form-action 'self'";

    /// <summary>Answers with a file of the page.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="path">Its path without the first '/'; empty for the page itself.</param>
#pragma warning disable CA1822 // As every route's method.
    public Task GetAsync(HttpContext context, string path)
#pragma warning restore CA1822
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(path);
        if (PageFiles.Find(path) is not { } file)
        {
            throw Problems.NotFound("There is nothing at this address.");
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Bytes(file.Bytes, file.Type, entityTag: EntityTagHeaderValue.Parse(file.Tag))
            .ExecuteAsync(context);
    }
}
