using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using StyleFunctions.Http.Answers;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>GET /api/jobs/{id}/files/{path}: pictures, manifests and losses, streamed.</summary>
public sealed class JobFileEndpoint
{
    private const string CachedLong = "private, max-age=31536000, immutable";

    private readonly IArtifactStore _store;

    internal JobFileEndpoint(IArtifactStore store) => _store = store;

    /// <summary>Answers with a file, or a part of it.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="path">The file's name below the job's folder.</param>
    public async Task GetAsync(HttpContext context, string job, string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!JobIdentity.IsId(job) || JobFiles.Kind(path) is not var (type, isFixed)
            || await _store.ReadAsync(JobLayout.Folder(job) + path, context.RequestAborted) is not { } file)
        {
            throw Problems.NotFound("There is no such file of this job.");
        }

        context.Response.Headers.CacheControl = isFixed ? CachedLong : "no-cache";
        await Results.Stream(
            file.Stream,
            type,
            entityTag: new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{file.Version}\"")),
            enableRangeProcessing: file.Stream.CanSeek).ExecuteAsync(context);
    }
}
