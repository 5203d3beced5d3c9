using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Settings as texts by name, and back.</summary>
public static class SettingText
{
    /// <summary>Every setting as text, in the record's order.</summary>
    /// <param name="settings">The record.</param>
    public static IReadOnlyDictionary<string, string> Write(TransferSettings settings) =>
        Setting.All.ToDictionary(s => s.Name, s => s.Read(settings));

    /// <summary>The record that texts describe; settings that are not named keep their defaults.</summary>
    /// <param name="texts">Texts by name.</param>
    /// <exception cref="InvalidSettingException">A setting is unknown, or a value not allowed.</exception>
    public static TransferSettings Read(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Aggregate(new TransferSettings(), (settings, text) => With(settings, text.Key, text.Value));
    }

    /// <summary>Settings with one of them changed.</summary>
    /// <param name="settings">The record; it stays as it is.</param>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">Its new value, as text.</param>
    /// <exception cref="InvalidSettingException">The setting is unknown, or the value not allowed.</exception>
    public static TransferSettings With(TransferSettings settings, string name, string value) =>
        Named(name).With(settings, value);

    /// <summary>The setting of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="InvalidSettingException">There is none.</exception>
    internal static Setting Named(string name) => Setting.All.FirstOrDefault(s => s.Name == name)
        ?? throw new InvalidSettingException(
            name, $"There is no setting '{name}'{DidYouMean.Suggest(name, Setting.All.Select(s => s.Name))}");
}
