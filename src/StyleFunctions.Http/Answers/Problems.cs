using Microsoft.AspNetCore.Http;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Http.Answers;

/// <summary>What the pipeline throws, as problems.</summary>
internal static class Problems
{
    private const int QueueRetrySeconds = 30;

    /// <summary>The problem that an exception is.</summary>
    /// <param name="exception">What was thrown.</param>
    public static ProblemException For(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        JobRefusedException e => Unprocessable(e.Message, e.Field),
        InvalidSettingException e => Unprocessable(e.Message, SettingField(e.Setting)),
        PictureFormatException e => Unprocessable(e.Message),
        IdempotencyConflictException e => Unprocessable(e.Message, "Idempotency-Key"),
        QueueFullException e => new ProblemException(StatusCodes.Status503ServiceUnavailable, e.Message)
        {
            RetryAfter = QueueRetrySeconds,
        },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(),
        BadHttpRequestException e => new ProblemException(e.StatusCode, e.Message),
        InvalidDataException e => new ProblemException(StatusCodes.Status500InternalServerError, e.Message),
        IOException e => new ProblemException(
            StatusCodes.Status507InsufficientStorage, $"The store cannot be read or written: {e.Message}"),
        UnauthorizedAccessException e => new ProblemException(
            StatusCodes.Status507InsufficientStorage, $"The store cannot be read or written: {e.Message}"),
        _ => new ProblemException(
            StatusCodes.Status500InternalServerError,
            $"Something went wrong inside stylefunctions, which is a fault of ours ({exception.GetType().Name})."),
    };

    /// <summary>There is nothing at that address.</summary>
    public static ProblemException NotFound(string detail) => new(StatusCodes.Status404NotFound, detail);

    /// <summary>It can be read, but not be done.</summary>
    /// <param name="detail">One sentence.</param>
    /// <param name="field">The field that is to blame.</param>
    public static ProblemException Unprocessable(string detail, string? field = null) =>
        new(StatusCodes.Status422UnprocessableEntity, detail, field);

    /// <summary>It cannot be read.</summary>
    /// <param name="detail">One sentence.</param>
    public static ProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, detail);

    /// <summary>It is of a type that is not read here.</summary>
    /// <param name="detail">One sentence.</param>
    public static ProblemException WrongType(string detail) => new(StatusCodes.Status415UnsupportedMediaType, detail);

    /// <summary>It is longer than allowed.</summary>
    /// <param name="limit">The most bytes; null where they are not known.</param>
    public static ProblemException TooLarge(long? limit = null) => new(
        StatusCodes.Status413PayloadTooLarge,
        limit is null
            ? "The request is larger than is accepted."
            : $"The request is larger than is accepted: at most {ByteCount.Describe(limit.Value)}.");

    // What is wrong with the preset's name, or with pictures, is no setting's fault.
    private static string SettingField(string setting) => setting switch
    {
        "preset" or "content" => setting,
        "style" => "styles",
        _ => $"settings.{setting}",
    };
}
