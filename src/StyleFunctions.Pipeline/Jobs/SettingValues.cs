using System.Text.Json.Serialization;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>The values of one setting in a request, as text: one, or several for a sweep.</summary>
/// <param name="Values">At least one.</param>
[JsonConverter(typeof(SettingValuesConverter))]
public sealed record SettingValues(IReadOnlyList<string> Values)
{
    /// <summary>One value.</summary>
    /// <param name="value">The value as text.</param>
    public static implicit operator SettingValues(string value) => new([value]);

    /// <summary>One value.</summary>
    /// <param name="value">The value as text.</param>
    public static SettingValues FromString(string value) => new([value]);
}
