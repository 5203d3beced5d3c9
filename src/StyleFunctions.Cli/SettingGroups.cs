using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>The settings under a heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Settings">The settings.</param>
internal sealed record SettingGroup(string Heading, IReadOnlyList<Setting> Settings);

/// <summary>The order in which help shows the settings: those most worth trying first.</summary>
internal static class SettingGroups
{
    private static readonly (string Heading, string[] Properties)[] Headings =
    [
        ("The art",
        [
            nameof(TransferSettings.Size), nameof(TransferSettings.StyleWeight), nameof(TransferSettings.ContentWeight),
            nameof(TransferSettings.TvWeight), nameof(TransferSettings.StyleScale),
            nameof(TransferSettings.StyleWeights), nameof(TransferSettings.PreserveColor),
            nameof(TransferSettings.StyleLayers), nameof(TransferSettings.ContentLayers),
        ]),
        ("The way there",
        [
            nameof(TransferSettings.Iterations), nameof(TransferSettings.InitialIterations),
            nameof(TransferSettings.MinSize), nameof(TransferSettings.Margin), nameof(TransferSettings.Init),
            nameof(TransferSettings.Seed), nameof(TransferSettings.NoiseLevel), nameof(TransferSettings.Optimizer),
            nameof(TransferSettings.StepSize), nameof(TransferSettings.History), nameof(TransferSettings.AverageDecay),
            nameof(TransferSettings.Memory),
        ]),
    ];

    /// <summary>Every setting, once.</summary>
    public static IReadOnlyList<SettingGroup> All { get; } =
    [
        .. Headings.Select(h => new SettingGroup(h.Heading, [.. h.Properties.Select(Find)])),
        new SettingGroup("The formula", [.. Setting.All.Where(IsNowhereElse)]),
    ];

    private static bool IsNowhereElse(Setting setting) =>
        !Headings.Any(h => h.Properties.Contains(setting.PropertyName));

    private static Setting Find(string property) => Setting.All.Single(s => s.PropertyName == property);
}
