using Microsoft.AspNetCore.Http;

namespace StyleFunctions.Http.Answers;

/// <summary>Keeps other web sites out: any of them can make a person's browser send requests here.</summary>
public static class SiteGuard
{
    /// <summary>
    /// Adds the headers that keep answers from being read, or taken for something else, by other sites.
    /// </summary>
    /// <param name="context">The request and its answer.</param>
    public static void Seal(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
    }

    /// <summary>Refuses what a browser says another site sent; but a link to the web page may be followed.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <exception cref="ProblemException">Another site sent it.</exception>
    public static void Check(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (request.Headers["Sec-Fetch-Site"].Contains("cross-site", StringComparer.OrdinalIgnoreCase)
            && !IsLinkToThePage(request))
        {
            throw new ProblemException(
                StatusCodes.Status403Forbidden,
                "This server answers to its own web page only; another site sent this request.");
        }
    }

    // A link that a person followed, into a window and not into a frame of the other site.
    private static bool IsLinkToThePage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Path == "/"
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"] == "document";
}
