using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>A picture's size, written 512 where it is square and 500x333 where it is not.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    public static PictureSize Parse(string text)
    {
        var sides = text.Split('x').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        return new PictureSize(sides[0], sides[^1]);
    }

    public override string ToString() => Width == Height ? $"{Width}" : $"{Width}x{Height}";
}
