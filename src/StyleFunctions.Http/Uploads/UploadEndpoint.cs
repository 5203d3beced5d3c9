using Microsoft.AspNetCore.Http;
using StyleFunctions.Http.Answers;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Uploads;

/// <summary>PUT /api/uploads/{name}: hands in a picture that requests may name.</summary>
public sealed class UploadEndpoint
{
    private readonly UploadStore _uploads;
    private readonly PictureGate _gate;
    private readonly UploadLimits _limits;

    internal UploadEndpoint(UploadStore uploads, PictureGate gate, UploadLimits limits) =>
        (_uploads, _gate, _limits) = (uploads, gate, limits);

    /// <summary>Takes a picture, and answers with its hash and size.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="name">The picture's name, decoded.</param>
    public async Task PutAsync(HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (UploadName.Problem(name) is { } problem)
        {
            throw Problems.Bad(problem);
        }

        BodySize.Allow(context, _limits.Bytes);
        var (request, cancellation) = (context.Request, context.RequestAborted);
        await using var body = await PictureBody.ReceiveAsync(
            request.ContentType, request.Body, _gate, _limits, cancellation);
        var (upload, isNew) = await _gate.RunAsync(
            async () => await _uploads.PutAsync(name, await body.DecodeAsync(cancellation), cancellation),
            cancellation);
        await Answer.JsonAsync(
            context,
            upload,
            HttpJson.Readable.Upload,
            isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
