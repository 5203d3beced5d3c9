namespace StyleFunctions.Transfer.Settings;

/// <summary>
/// A setting has a value that is not allowed. The message is one sentence: what was wrong and what is allowed.
/// </summary>
public sealed class InvalidSettingException : Exception
{
    /// <summary>Says which setting is wrong, and why.</summary>
    /// <param name="setting">The setting's name, as in <see cref="Setting.Name"/>.</param>
    /// <param name="message">One sentence for a person: what was wrong and what is allowed.</param>
    public InvalidSettingException(string setting, string message)
        : base(message) => Setting = setting;

    /// <summary>The setting's name, as in <see cref="Settings.Setting.Name"/>.</summary>
    public string Setting { get; }
}
