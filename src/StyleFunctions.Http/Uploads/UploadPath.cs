using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StyleFunctions.Http.Uploads;

/// <summary>The name in an upload's address.</summary>
internal static class UploadPath
{
    private const string Prefix = "/api/uploads/";

    /// <summary>
    /// The name, decoded once and wholly: servers leave an encoded '/' as it is, and then nobody knows what was meant.
    /// </summary>
    /// <param name="context">The request.</param>
    public static string Name(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        return raw.StartsWith(Prefix, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(raw[Prefix.Length..])
            : context.Request.RouteValues["name"] as string ?? "";
    }
}
