using System.Globalization;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// The variants of a request: every content with every style and every combination of settings' values.
/// </summary>
/// <param name="request">The request.</param>
/// <param name="pictures">Every picture it names, by those names.</param>
/// <param name="network">The network.</param>
internal sealed class Sweep(
    JobRequest request, IReadOnlyDictionary<string, CanonicalPicture> pictures, NetworkProfile network)
{
    /// <summary>
    /// The variants, in order: contents, then styles, then settings, the last setting changing fastest.
    /// </summary>
    /// <exception cref="JobRefusedException">There are too many.</exception>
    /// <exception cref="InvalidSettingException">A setting is unknown or not allowed, or does not fit.</exception>
    public IReadOnlyList<Variant> Variants()
    {
        var swept = SweptSettings();
        var styles = request.StyleMode == StyleMode.Blend
            ? [request.Styles]
            : request.Styles.Distinct().Select(s => (IReadOnlyList<string>)[s]).ToArray();
        string[] contents = [.. request.Content.Distinct()];
        var count = swept.Aggregate((double)contents.Length * styles.Length, (product, s) => product * s.Values.Count);
        if (count > JobIntake.MostVariants)
        {
            throw new JobRefusedException(
                "settings",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"This makes {count} variants; a job may have at most {JobIntake.MostVariants}."));
        }

        var changes = Combinations(swept);
        return [.. contents
            .SelectMany(content => styles.SelectMany(style => changes.Select(change => (content, style, change))))
            .Select((v, i) => Make(i, v.content, v.style, v.change, (contents.Length > 1, styles.Length > 1)))];
    }

    // In the settings' own order, whatever the request's, and each value once.
    private List<(Setting Setting, IReadOnlyList<string> Values)> SweptSettings()
    {
        var defaults = Presets.For(request.Preset, network.Architecture, network.Preprocessing);
        foreach (var name in request.Settings.Keys)
        {
            SettingText.Named(name);
        }

        return [.. Setting.All
            .Where(s => request.Settings.ContainsKey(s.Name))
            .Select(s => (s, (IReadOnlyList<string>)[.. request.Settings[s.Name].Values
                .Select(value => s.Read(SettingText.With(defaults, s.Name, value)))
                .Distinct()]))];
    }

    private static List<IReadOnlyList<(Setting Setting, string Value)>> Combinations(
        List<(Setting Setting, IReadOnlyList<string> Values)> swept) => swept.Aggregate(
        new List<IReadOnlyList<(Setting, string)>> { Array.Empty<(Setting, string)>() },
        (combinations, setting) => [.. combinations.SelectMany(
            c => setting.Values.Select(value => (IReadOnlyList<(Setting, string)>)[.. c, (setting.Setting, value)]))]);

    private Variant Make(
        int index,
        string content,
        IReadOnlyList<string> styles,
        IReadOnlyList<(Setting Setting, string Value)> change,
        (bool Content, bool Style) isNamed)
    {
        var settings = change.Aggregate(
            Presets.For(request.Preset, network.Architecture, network.Preprocessing),
            (changed, c) => SettingText.With(changed, c.Setting.Name, c.Value));
        var start = Start(settings);
        if (start is not null)
        {
            settings = settings with { Init = start.Hash };
        }

        var inputs = new TransferInputs(
            pictures[content].Picture, [.. styles.Select(s => pictures[s].Picture)], start?.Picture);
        InputCheck.Check(network.Architecture, inputs, settings);
        IEnumerable<string> label = change
            .Where(c => request.Settings[c.Setting.Name].Values.Count > 1)
            .Select(c => $"{c.Setting.Name} {c.Value}");
        return new Variant
        {
            Id = Variant.IdOf(index),
            Label = string.Join(
                ", ", [.. isNamed.Content ? [content] : (string[])[], .. isNamed.Style ? styles : [], .. label]),
            Content = pictures[content].Hash,
            Styles = [.. styles.Select(s => pictures[s].Hash)],
            Start = start?.Hash,
            Settings = SettingText.Write(settings),
            Scales = ScalePyramid.For(settings, pictures[content].Width, pictures[content].Height),
        };
    }

    private CanonicalPicture? Start(TransferSettings settings)
    {
        if (Starts.Names.Contains(settings.Init))
        {
            return null;
        }

        return pictures.TryGetValue(settings.Init, out var picture) ? picture : throw new InvalidSettingException(
            Starts.Setting,
            $"{Starts.Setting} is neither a picture of this request nor one of {string.Join(", ", Starts.Names)}: "
            + $"'{settings.Init}'{DidYouMean.Suggest(settings.Init, Starts.Names)}");
    }
}
