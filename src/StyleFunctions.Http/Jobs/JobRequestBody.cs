using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using StyleFunctions.Http.Answers;
using StyleFunctions.Http.Uploads;
using StyleFunctions.Pipeline;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Jobs;

/// <summary>Reads requests for jobs: JSON that names uploads, or a form with the pictures themselves.</summary>
/// <param name="uploads">The pictures that JSON names.</param>
/// <param name="gate">Decodes the others.</param>
/// <param name="limits">The largest pictures.</param>
internal sealed class JobRequestBody(UploadStore uploads, PictureGate gate, UploadLimits limits)
{
    private const long MostJsonBytes = 1_000_000;
    private const int MostParts = 64;
    private const int LongestBoundary = 100;

    /// <summary>Reads a request and says how its pictures are found.</summary>
    /// <param name="context">The HTTP request.</param>
    /// <exception cref="ProblemException">It cannot be read, or is too large.</exception>
    public async Task<ReceivedRequest> ReadAsync(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || (!Is(type, "application/json") && !Is(type, "multipart/form-data")))
        {
            throw Problems.WrongType("A request for a job is application/json or multipart/form-data.");
        }

        if (Is(type, "application/json"))
        {
            BodySize.Allow(context, MostJsonBytes);
            return new ReceivedRequest(
                await ReadJsonAsync(context.Request.Body, context.RequestAborted), uploads.ReadAsync);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
        {
            throw Problems.Bad("The form's content type has no boundary, or too long a one.");
        }

        BodySize.Allow(context, (MostParts * limits.Bytes) + MostJsonBytes);
        var form = new FormPictures();
        try
        {
            return await ReadFormAsync(
                form, new MultipartReader(boundary, context.Request.Body), context.RequestAborted);
        }
        catch
        {
            await form.DisposeAsync();
            throw;
        }
    }

    private static bool Is(MediaTypeHeaderValue type, string name) =>
        type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static async Task<JobRequest> ReadJsonAsync(Stream body, CancellationToken cancellation)
    {
        var json = await ReadAtMostAsync(body, MostJsonBytes, cancellation);
        try
        {
            return JsonSerializer.Deserialize(json, PipelineJson.Default.JobRequest)
                ?? throw Problems.Bad("The request is null; it must be an object.");
        }
        catch (JsonException e)
        {
            throw JsonProblem.For(e);
        }
    }

    private static async Task<byte[]> ReadAtMostAsync(Stream body, long most, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > most)
            {
                throw Problems.TooLarge(most);
            }
        }

        return bytes.ToArray();
    }

    private async Task<ReceivedRequest> ReadFormAsync(
        FormPictures form, MultipartReader reader, CancellationToken cancellation)
    {
        JobRequest? request = null;
        try
        {
            for (var parts = 0; await reader.ReadNextSectionAsync(cancellation) is { } section; parts++)
            {
                if (parts == MostParts)
                {
                    throw Problems.Unprocessable($"A form has at most {MostParts} parts.");
                }

                var (name, file) = NamesOf(section);
                if (name == "request")
                {
                    request = request is null
                        ? await ReadJsonAsync(section.Body, cancellation)
                        : throw Problems.Unprocessable("The form has two parts 'request'.", name);
                    continue;
                }

                if (name is not ("content" or "style"))
                {
                    throw Problems.Unprocessable(
                        $"A form has the parts content, style and request; there is no part '{name}'.");
                }

                form.Add(
                    name == "content",
                    file,
                    await PictureBody.ReceiveAsync(section.ContentType, section.Body, gate, limits, cancellation));
            }
        }
        catch (InvalidDataException e)
        {
            throw Problems.Bad($"The form cannot be read: {e.Message}");
        }
        catch (IOException e) when (e is not BadHttpRequestException && !cancellation.IsCancellationRequested)
        {
            throw Problems.Bad("The form ends in the middle of a part.");
        }

        if (request is { Content.Count: > 0 } or { Styles.Count: > 0 })
        {
            throw Problems.Unprocessable(
                "In a form, the request names no pictures: they are its parts content and style.", "request");
        }

        return new ReceivedRequest(form.Complete(request ?? new JobRequest()), form.FindAsync, form);
    }

    private static (string Name, string? File) NamesOf(MultipartSection section)
    {
        var disposition = section.GetContentDispositionHeader();
        var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value;
        var file = disposition?.FileNameStar is { HasValue: true } star ? star.Value
            : HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).Value;
        return (name ?? throw Problems.Bad("A part of the form has no name."), file);
    }
}
