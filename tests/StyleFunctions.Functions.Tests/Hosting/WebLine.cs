using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StyleFunctions.Functions.Tests.Hosting.Protocol;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>
/// What the host does with people's requests: it finds the function by its route, has the worker run it, and hands the
/// request on to the worker's own server under the invocation's id.
/// </summary>
/// <param name="worker">The worker's server.</param>
/// <param name="invoke">Runs a function on an invocation.</param>
internal sealed class WebLine(
    Uri worker, Func<HostedFunction, InvocationRequest, Task<InvocationResponse>> invoke) : IDisposable
{
    private static readonly string[] Hidden = ["Host", "Connection", "Transfer-Encoding", "Keep-Alive"];

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
    });

    public void Map(WebApplication app, HostedFunction function, string prefix)
    {
        var route = $"{prefix}/{function.TriggerText("route") ?? function.Name}";
        var methods = function.Trigger.GetProperty("methods").EnumerateArray().Select(m => m.GetString()!);
        app.MapMethods(route, methods, (HttpContext context) => AnswerAsync(context, function));
    }

    public void Dispose() => _client.Dispose();

    private async Task AnswerAsync(HttpContext context, HostedFunction function)
    {
        var invocation = new InvocationRequest { InvocationId = Guid.NewGuid().ToString() };
        invocation.InputData.Add(new ParameterBinding
        {
            Name = HostedFunction.NameOf(function.Trigger),
            Data = new TypedData { Http = new HttpData() },
        });
        foreach (var (name, value) in context.Request.RouteValues)
        {
            if (value is not null)
            {
                invocation.TriggerMetadata[name] = new TypedData { String = value.ToString() };
            }
        }

        var forwarding = ForwardAsync(context, invocation.InvocationId);
        var answer = await invoke(function, invocation);
        if (answer.Result.Status == StatusResults.Success || forwarding.IsFaulted)
        {
            await forwarding;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await context.Response.WriteAsync($"{answer.Result.Exception?.Message}\n{answer.Result.Exception?.StackTrace}");
    }

    private async Task ForwardAsync(HttpContext context, string invocation)
    {
        var asked = context.Request;
        using var request = new HttpRequestMessage(
            new HttpMethod(asked.Method), new Uri(worker, $"{asked.Path.ToUriComponent()}{asked.QueryString}"));
        if (asked.ContentLength is not null || asked.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(asked.Body);
        }

        foreach (var (name, values) in asked.Headers.Where(h => !Hidden.Contains(h.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        request.Headers.Add("x-ms-invocation-id", invocation);
        using var response = await _client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!Hidden.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        await context.Response.StartAsync(context.RequestAborted);
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
