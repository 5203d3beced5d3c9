using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StyleFunctions.Http.Answers;

namespace StyleFunctions.Http.Local;

/// <summary>
/// Lets nobody in but this machine's user: any web page can make a browser send requests to a local port, and can give
/// this machine's address to a host name of its own (DNS rebinding).
/// </summary>
/// <param name="next">Answers what is let in.</param>
internal sealed class LocalGuard(RequestDelegate next)
{
    private const int DefaultPort = 80;

    private static readonly string[] Hosts = ["127.0.0.1", "localhost"];

    /// <summary>Lets a request in, or refuses it.</summary>
    /// <param name="context">The request and its answer.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        SiteGuard.Seal(context);
        await Answer.RunAsync(context, CheckAsync);
    }

    private async Task CheckAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsOwn(request.Host, context.Connection.LocalPort))
        {
            throw Forbidden("This server answers to 127.0.0.1 and localhost with its own port only.");
        }

        foreach (var origin in request.Headers.Origin)
        {
            if (!string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            {
                throw Forbidden("This server answers to its own web page only, not to another site's.");
            }
        }

        SiteGuard.Check(context);

        if (Climbs(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? ""))
        {
            throw Problems.Bad("An address holds no '..', no '\\' and no control characters, encoded or not.");
        }

        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed } response)
        {
            var allowed = response.Headers.Allow;
            await Answer.RefuseAsync(context, new ProblemException(
                StatusCodes.Status405MethodNotAllowed, $"This address takes {allowed}."));
        }
    }

    private static bool IsOwn(HostString host, int port) =>
        Hosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase) && (host.Port ?? DefaultPort) == port;

    // As it was sent: servers resolve '..' before they ask whose an address is.
    private static bool Climbs(string target)
    {
        var path = Uri.UnescapeDataString(target.Split('?')[0]);
        return path.Contains('\\', StringComparison.Ordinal)
            || path.Any(char.IsControl)
            || path.Split('/').Any(part => part is "." or "..");
    }

    private static ProblemException Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);
}
