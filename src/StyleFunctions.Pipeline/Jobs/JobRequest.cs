namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// What a person asks for, as JSON: names of pictures, and the settings that differ from a preset's. Every content
/// picture with every style and every combination of the settings' values is a variant of the job.
/// </summary>
/// <remarks>
/// Set and not init, because generated JSON readers put nulls over the defaults of what is only init.
/// </remarks>
public sealed record JobRequest
{
    /// <summary>What to call the job; for people, no part of its identity. At most 200 characters.</summary>
    public string? Name { get; set; }

    /// <summary>The pictures whose content is kept, by name, at least one; each makes variants of its own.</summary>
    public IReadOnlyList<string> Content { get; set; } = [];

    /// <summary>The pictures whose style is imposed, by name, at least one.</summary>
    public IReadOnlyList<string> Styles { get; set; } = [];

    /// <summary>Whether the styles are blended in each variant, or each makes variants of its own.</summary>
    public StyleMode StyleMode { get; set; } = StyleMode.Blend;

    /// <summary>The preset that the settings change: a name of <see cref="Transfer.Settings.Presets"/>.</summary>
    public string Preset { get; set; } = Transfer.Settings.Presets.Default;

    /// <summary>The network's name; null for the best one this installation has.</summary>
    public string? Network { get; set; }

    /// <summary>
    /// Settings by name, as <see cref="Transfer.Settings.Setting.Name"/> has them, each with one value or, for a
    /// sweep, several. In JSON a value is a text or a number, or a list of such.
    /// </summary>
    public IReadOnlyDictionary<string, SettingValues> Settings { get; set; } =
        new Dictionary<string, SettingValues>();

    /// <summary>
    /// Where to tell of the job's start, progress and end, http or https; null for nowhere. No part of its identity.
    /// </summary>
    public Uri? Webhook { get; set; }

    /// <summary>Bits a sample in frames and results, 8 or 16.</summary>
    public int BitDepth { get; set; } = 8;
}
