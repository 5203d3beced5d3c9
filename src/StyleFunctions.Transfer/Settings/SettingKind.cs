namespace StyleFunctions.Transfer.Settings;

/// <summary>What a setting's text is, for those who show it or ask for it.</summary>
public enum SettingKind
{
    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Numbers, separated by commas.</summary>
    Numbers,

    /// <summary>One of a few names.</summary>
    Choice,

    /// <summary>Layers with weights: layer=weight, separated by commas.</summary>
    Layers,

    /// <summary>A number of bytes, as 800MB.</summary>
    Bytes,

    /// <summary>Any text.</summary>
    Text,
}
