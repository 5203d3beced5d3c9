using System.Text.Json.Serialization;

namespace StyleFunctions.Transfer;

/// <summary>One step of the way from coarse to fine.</summary>
/// <param name="Size">Longest side, in pixels.</param>
/// <param name="Width">The picture's width.</param>
/// <param name="Height">The picture's height.</param>
/// <param name="Iterations">Iterations at this size.</param>
/// <param name="Margin">Pixels that are painted beyond each edge and cut off the picture that is shown.</param>
public sealed record TransferScale(int Size, int Width, int Height, int Iterations, int Margin = 0)
{
    /// <summary>Width of what is painted: the picture and its margin.</summary>
    [JsonIgnore]
    public int CanvasWidth => Width + (2 * Margin);

    /// <summary>Height of what is painted: the picture and its margin.</summary>
    [JsonIgnore]
    public int CanvasHeight => Height + (2 * Margin);

    /// <summary>How many pixels are painted; more than an int holds where the picture is too large.</summary>
    [JsonIgnore]
    public long CanvasPixels => (long)CanvasWidth * CanvasHeight;
}
