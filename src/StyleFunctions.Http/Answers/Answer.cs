using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace StyleFunctions.Http.Answers;

/// <summary>Writes answers, and turns what goes wrong into problem documents.</summary>
public static class Answer
{
    /// <summary>The category under which faults are logged.</summary>
    internal const string LogCategory = "StyleFunctions.Http";

    private const string ProblemType = "application/problem+json";

    /// <summary>
    /// Does what a request asks; whatever is thrown becomes a problem document, in the one place where that is done.
    /// </summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="work">What to do.</param>
    public static async Task RunAsync(HttpContext context, Func<HttpContext, Task> work)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            await work(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            // Nobody is there to be told, or half an answer is; that must not be taken for a whole one.
            Log(context, LogLevel.Debug, e);
            context.Abort();
        }
#pragma warning disable CA1031 // The one place where every failure becomes an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var problem = Problems.For(e);
            if (problem.Problem.Status >= StatusCodes.Status500InternalServerError && problem.RetryAfter is null)
            {
                Log(context, LogLevel.Error, e);
            }

            await RefuseAsync(context, problem);
        }
    }

    internal static Task JsonAsync<T>(
        HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return WriteAsync(context, value, type);
    }

    internal static Task RefuseAsync(HttpContext context, ProblemException problem)
    {
        context.Response.Clear();
        context.Response.StatusCode = problem.Problem.Status;
        context.Response.ContentType = ProblemType;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        return WriteAsync(context, problem.Problem, HttpJson.Readable.Problem);
    }

    // As a whole, so that a failure halfway is an answer of its own.
    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static void Log(HttpContext context, LogLevel level, Exception e)
    {
        var factory = context.RequestServices?.GetService(typeof(ILoggerFactory)) as ILoggerFactory;
        var logger = (factory ?? NullLoggerFactory.Instance).CreateLogger(LogCategory);
#pragma warning disable CA1848, CA2254, CA1873 // Rare, and not hot.
        logger.Log(level, e, "{Method} {Path}", context.Request.Method, context.Request.Path);
#pragma warning restore CA1848, CA2254, CA1873
    }
}
