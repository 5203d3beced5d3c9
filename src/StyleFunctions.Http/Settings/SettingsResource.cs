namespace StyleFunctions.Http.Settings;

/// <summary>What a request may set.</summary>
/// <param name="Presets">The presets' names.</param>
/// <param name="Networks">The networks.</param>
/// <param name="Network">The network that the defaults are of.</param>
/// <param name="Preset">The preset that the defaults are of.</param>
/// <param name="Pictures">The content types of pictures that may be handed in.</param>
/// <param name="Settings">The settings.</param>
public sealed record SettingsResource(
    IReadOnlyList<string> Presets,
    IReadOnlyList<NetworkResource> Networks,
    string Network,
    string Preset,
    IReadOnlyList<string> Pictures,
    IReadOnlyList<SettingResource> Settings);
