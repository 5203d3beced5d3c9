using Microsoft.AspNetCore.Http;
using StyleFunctions.Http.Answers;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Uploads;

/// <summary>PUT /api/uploads/{name}: hands in a picture that requests may name.</summary>
public sealed class UploadEndpoint
{
    private readonly PictureBody _bodies;
    private readonly UploadStore _uploads;
    private readonly UploadLimits _limits;

    internal UploadEndpoint(PictureBody bodies, UploadStore uploads, UploadLimits limits) =>
        (_bodies, _uploads, _limits) = (bodies, uploads, limits);

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

        PictureBody.CheckType(context.Request.ContentType);
        BodySize.Allow(context, _limits.Bytes);
        var cancellation = context.RequestAborted;
        var file = await _bodies.ReadAsync(context.Request.Body, context.Request.ContentLength, cancellation);
        var picture = await _bodies.DecodeAsync(file, cancellation);
        var (upload, isNew) = await _uploads.PutAsync(name, picture, cancellation);
        await Answer.JsonAsync(
            context,
            upload,
            HttpJson.Readable.Upload,
            isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
