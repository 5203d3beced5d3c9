using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Jobs;

/// <summary>The pictures of a form, by names of which no two are alike.</summary>
internal sealed class FormPictures
{
    private readonly Dictionary<string, CanonicalPicture> _pictures = [];
    private readonly List<string> _contents = [];
    private readonly List<string> _styles = [];

    /// <summary>All pictures' pixels.</summary>
    public long Pixels { get; private set; }

    /// <summary>Adds a picture.</summary>
    /// <param name="isContent">Whether it is a content picture, and not a style.</param>
    /// <param name="file">The file's name; null if it has none.</param>
    /// <param name="picture">The picture.</param>
    public void Add(bool isContent, string? file, CanonicalPicture picture)
    {
        Pixels += (long)picture.Width * picture.Height;
        var stem = file is not null && UploadName.Problem(file) is null ? file : isContent ? "content" : "style";
        var name = stem;
        for (var n = 2; _pictures.TryGetValue(name, out var other) && other.Hash != picture.Hash; n++)
        {
            name = FormattableString.Invariant($"{stem} ({n})");
        }

        _pictures[name] = picture;
        (isContent ? _contents : _styles).Add(name);
    }

    /// <summary>The request with these pictures.</summary>
    /// <param name="request">The request, which names none.</param>
    public JobRequest Complete(JobRequest request) => request with { Content = _contents, Styles = _styles };

    /// <summary>The picture of a name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public CanonicalPicture? Find(string name) => _pictures.GetValueOrDefault(name);
}
