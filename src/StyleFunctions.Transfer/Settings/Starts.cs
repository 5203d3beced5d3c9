namespace StyleFunctions.Transfer.Settings;

/// <summary>
/// The starts of the first scale that have a name; any other <see cref="TransferSettings.Init"/> is a file.
/// </summary>
public static class Starts
{
    /// <summary>The name of the setting, as <see cref="Settings.Setting.Name"/> has it.</summary>
    public const string Setting = "init";

    /// <summary>The content picture.</summary>
    public const string Content = "content";

    /// <summary>The content picture with the mean and the spread of the styles' colours.</summary>
    public const string Recolored = "recolored";

    /// <summary>Noise around the network's mean colour.</summary>
    public const string Noise = "noise";

    /// <summary>The network's mean colour.</summary>
    public const string Grey = "grey";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Content, Recolored, Noise, Grey];
}
