namespace StyleFunctions.Transfer.Settings;

/// <summary>
/// What a setting means and which values it takes: the one text that help, errors and documents show.
/// </summary>
/// <param name="meaning">One sentence for a person, without a full stop.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    /// <summary>One sentence for a person, without a full stop.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The smallest number allowed.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The largest number allowed.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>What is allowed, in words, where a type and two bounds do not say it.</summary>
    public string? Allowed { get; init; }
}
