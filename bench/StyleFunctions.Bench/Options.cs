using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>Options as they stand on the command line: a name, then a value.</summary>
internal static class Options
{
    public static string Text(string[] options, string name, string otherwise)
    {
        var i = Array.IndexOf(options, name);
        return i >= 0 && i + 1 < options.Length ? options[i + 1] : otherwise;
    }

    public static int Number(string[] options, string name, int otherwise) =>
        int.Parse(Text(options, name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    /// <summary>Sizes such as 256,500x333.</summary>
    public static (int Width, int Height)[] Sizes(string[] options, string name, string otherwise) =>
        [.. Text(options, name, otherwise).Split(',').Select(ParseSize)];

    private static (int Width, int Height) ParseSize(string text)
    {
        var sides = text.Split('x').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        return (sides[0], sides[^1]);
    }
}
