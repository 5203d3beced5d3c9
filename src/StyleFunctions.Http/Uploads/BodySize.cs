using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StyleFunctions.Http.Answers;

namespace StyleFunctions.Http.Uploads;

/// <summary>How long a request's body may be, where the server's own limit is another.</summary>
internal static class BodySize
{
    // Framing, and what a server may have read ahead.
    private const long Slack = 1 << 16;

    /// <summary>Sets the limit, and refuses a body that says to be longer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="bytes">The most bytes.</param>
    /// <exception cref="ProblemException">It is longer.</exception>
    public static void Allow(HttpContext context, long bytes)
    {
        if (context.Request.ContentLength > bytes)
        {
            throw Problems.TooLarge(bytes);
        }

        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (feature is { IsReadOnly: false })
        {
            feature.MaxRequestBodySize = bytes + Slack;
        }
    }
}
