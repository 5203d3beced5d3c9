using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using StyleFunctions.Http.Answers;

namespace StyleFunctions.Http.Routes;

/// <summary>Puts the addresses into an ASP.NET Core application.</summary>
public static class RouteMapping
{
    /// <summary>Maps every address of an API.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="api">The API.</param>
    public static void MapApi(this IEndpointRouteBuilder endpoints, HttpApi api)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        foreach (var route in ApiRoutes.Of(api))
        {
            string[] methods = route.Method == "GET" ? ["GET", "HEAD"] : [route.Method];
            endpoints.MapMethods(route.Pattern, methods, context => Answer.RunAsync(context, route.Handle))
                .WithName(route.Name);
        }
    }
}
