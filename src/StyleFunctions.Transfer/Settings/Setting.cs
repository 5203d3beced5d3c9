using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace StyleFunctions.Transfer.Settings;

/// <summary>
/// One setting of <see cref="TransferSettings"/>: its name, meaning, range and default, and how text becomes its value.
/// </summary>
public sealed class Setting
{
    private readonly PropertyInfo _property;
    private readonly SettingAttribute _description;
    private readonly Type _type;

    private Setting(PropertyInfo property, SettingAttribute description)
    {
        _property = property;
        _description = description;
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Name = KebabCase(property.Name);
    }

    /// <summary>Every setting, in the record's order.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [.. typeof(TransferSettings).GetProperties()
            .Select(p => (Property: p, Description: p.GetCustomAttribute<SettingAttribute>()))
            .Where(p => p.Description is not null)
            .Select(p => new Setting(p.Property, p.Description!))];

    /// <summary>Its name on the command line and in files: lower case, words joined by '-'.</summary>
    public string Name { get; }

    /// <summary>The name of the property of <see cref="TransferSettings"/> that holds it.</summary>
    public string PropertyName => _property.Name;

    /// <summary>What it means: one sentence for a person, without a full stop.</summary>
    public string Meaning => _description.Meaning;

    /// <summary>Which values it takes, in words.</summary>
    public string Allowed => _description.Allowed ?? (_type.IsEnum
        ? string.Join(", ", Enum.GetNames(_type).Select(KebabCase))
        : Range);

    /// <summary>The names it takes, where it takes only names; else empty.</summary>
    public IReadOnlyList<string> Choices => _type.IsEnum ? [.. Enum.GetNames(_type).Select(KebabCase)] : [];

    /// <summary>What its text is.</summary>
    public SettingKind Kind => _type switch
    {
        { IsEnum: true } => SettingKind.Choice,
        _ when _type == typeof(int) || _type == typeof(ulong) => SettingKind.WholeNumber,
        _ when _type == typeof(double) => SettingKind.Number,
        _ when _type == typeof(long) => SettingKind.Bytes,
        _ when _type == typeof(LayerWeights) => SettingKind.Layers,
        _ when _type == typeof(string) => SettingKind.Text,
        _ => SettingKind.Numbers,
    };

    /// <summary>The smallest number allowed; null where there is none.</summary>
    public double? Minimum => double.IsFinite(_description.Minimum) ? _description.Minimum : null;

    /// <summary>The largest number allowed; null where there is none.</summary>
    public double? Maximum => double.IsFinite(_description.Maximum) ? _description.Maximum : null;

    private string Range => (double.IsFinite(_description.Minimum), double.IsFinite(_description.Maximum)) switch
    {
        (true, true) => $"{Format(_description.Minimum)} to {Format(_description.Maximum)}",
        (true, false) => $"{Format(_description.Minimum)} or more",
        _ => "any",
    };

    /// <summary>The value in a record, as text that <see cref="With"/> reads back exactly; empty if not set.</summary>
    /// <param name="settings">The record.</param>
    public string Read(TransferSettings settings) => Format(_property.GetValue(settings));

    /// <summary>The same settings with this one changed.</summary>
    /// <param name="settings">The record; it stays as it is.</param>
    /// <param name="text">The new value as text.</param>
    /// <exception cref="InvalidSettingException">The text is not a value this setting takes.</exception>
    public TransferSettings With(TransferSettings settings, string text)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(text);
        var changed = settings with { };
        _property.SetValue(changed, Parse(text));
        return changed;
    }

    /// <summary>The error for a value this setting does not take.</summary>
    /// <param name="text">The value.</param>
    /// <param name="detail">What is wrong with it, where the allowed values do not say it.</param>
    public InvalidSettingException Refuse(string text, string? detail = null)
    {
        var why = detail is null ? "" : $" ({detail})";
        return new(
            Name, $"'{text}' is not allowed for {Name}{why}: it takes {Allowed}{DidYouMean.Suggest(text, Choices)}");
    }

    private static string KebabCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static string Format(object? value) => value switch
    {
        null => "",
        Enum name => KebabCase(name.ToString()),
        string text => text,
        LayerWeights layers => layers.ToString(),
        IEnumerable list => string.Join(',', list.Cast<object>().Select(Format)),
        double number => FormatNumber(number),
        long bytes => ByteCount.Write(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    // Without an exponent where that loses nothing.
    private static string FormatNumber(double number)
    {
        var plain = number.ToString("0.############", CultureInfo.InvariantCulture);
        return double.Parse(plain, CultureInfo.InvariantCulture) == number
            ? plain
            : number.ToString("R", CultureInfo.InvariantCulture);
    }

    private object? Parse(string text)
    {
        if (text.Length == 0 && Nullable.GetUnderlyingType(_property.PropertyType) is not null)
        {
            return null;
        }

        if (_type == typeof(string))
        {
            return text.Length > 0 ? text : throw Refuse(text);
        }

        if (_type.IsEnum)
        {
            var index = Array.IndexOf([.. Choices], text.ToLowerInvariant());
            return index >= 0 ? Enum.GetValues(_type).GetValue(index)! : throw Refuse(text);
        }

        if (_type == typeof(LayerWeights))
        {
            try
            {
                return LayerWeights.Parse(text);
            }
            catch (FormatException e)
            {
                throw Refuse(text, e.Message);
            }
        }

        if (_type == typeof(int))
        {
            var isNumber = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number);
            return (int)Bounded(text, isNumber, number);
        }

        if (_type == typeof(ulong))
        {
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Refuse(text);
        }

        if (_type == typeof(long))
        {
            return ByteCount.Parse(text) ?? throw Refuse(text);
        }

        if (_type == typeof(double))
        {
            return ParseNumber(text);
        }

        return text.Length == 0 ? Array.Empty<double>() : text.Split(',').Select(ParseNumber).ToArray();
    }

    private double ParseNumber(string text) =>
        Bounded(text, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number), number);

    private double Bounded(string text, bool parsed, double number) =>
        parsed && double.IsFinite(number) && number >= _description.Minimum && number <= _description.Maximum
            ? number
            : throw Refuse(text);
}
