using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Http.Settings;

/// <summary>A setting, for those who ask for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Kind">What its text is.</param>
/// <param name="Minimum">The smallest number allowed; null for none.</param>
/// <param name="Maximum">The largest number allowed; null for none.</param>
/// <param name="Choices">The names it takes; empty where it takes others.</param>
/// <param name="Allowed">Which values it takes, in words.</param>
/// <param name="Default">Its value where none is given; empty if it is then found out.</param>
public sealed record SettingResource(
    string Name,
    string Meaning,
    SettingKind Kind,
    double? Minimum,
    double? Maximum,
    IReadOnlyList<string> Choices,
    string Allowed,
    string Default);
