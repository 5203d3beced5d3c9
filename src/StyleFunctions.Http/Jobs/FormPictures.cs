using StyleFunctions.Http.Uploads;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Jobs;

/// <summary>The pictures of a form, by names of which no two are alike.</summary>
internal sealed class FormPictures : IAsyncDisposable
{
    private readonly Dictionary<string, PictureBody> _pictures = [];
    private readonly List<string> _contents = [];
    private readonly List<string> _styles = [];

    /// <summary>Adds a picture, and takes care of it.</summary>
    /// <param name="isContent">Whether it is a content picture, and not a style.</param>
    /// <param name="file">The file's name; null if it has none.</param>
    /// <param name="picture">The picture.</param>
    public void Add(bool isContent, string? file, PictureBody picture)
    {
        var stem = file is not null && UploadName.Problem(file) is null ? file : isContent ? "content" : "style";
        var name = stem;
        for (var n = 2; !_pictures.TryAdd(name, picture); n++)
        {
            name = FormattableString.Invariant($"{stem} ({n})");
        }

        (isContent ? _contents : _styles).Add(name);
    }

    /// <summary>The request with these pictures.</summary>
    /// <param name="request">The request, which names none.</param>
    public JobRequest Complete(JobRequest request) => request with { Content = _contents, Styles = _styles };

    /// <summary>The picture of a name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JobRefusedException">It is no picture, or too large.</exception>
    public async Task<CanonicalPicture?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return _pictures.TryGetValue(name, out var picture) ? await picture.DecodeAsync(cancellation) : null;
        }
        catch (PictureFormatException e)
        {
            throw new JobRefusedException(_contents.Contains(name) ? "content" : "style", $"{name}: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var picture in _pictures.Values)
        {
            await picture.DisposeAsync();
        }
    }
}
