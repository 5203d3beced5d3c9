using System.Globalization;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>One result of a job: one combination of content, styles and settings.</summary>
public sealed record Variant
{
    /// <summary>Its name within the job: v001, v002, ...</summary>
    public required string Id { get; init; }

    /// <summary>The id of the variant of an index.</summary>
    /// <param name="index">The index, from 0.</param>
    public static string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"v{index + 1:000}");

    /// <summary>What sets it apart from the job's other variants, for people; empty if it is the only one.</summary>
    public required string Label { get; init; }

    /// <summary>The content picture's hash.</summary>
    public required string Content { get; init; }

    /// <summary>The style pictures' hashes.</summary>
    public required IReadOnlyList<string> Styles { get; init; }

    /// <summary>The hash of the picture to start from; null unless the setting init named one.</summary>
    public string? Start { get; init; }

    /// <summary>
    /// Every setting, by name, as text. Where init named a picture, its value is the picture's hash. Where memory is
    /// empty, nothing is cut.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The sizes it goes through.</summary>
    public required IReadOnlyList<TransferScale> Scales { get; init; }

    /// <summary>The settings as a record.</summary>
    /// <exception cref="InvalidSettingException">A setting is unknown, or a value not allowed.</exception>
    public TransferSettings TransferSettings() => SettingText.Read(Settings);
}
