using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>Pictures as float64 tensors, and the targets the reference measures in them.</summary>
internal static class ReferencePicture
{
    public static ReferenceTensor Tensor(Picture picture) =>
        new(Picture.Channels, picture.Height, picture.Width, [.. picture.Samples.Select(v => (double)v)]);

    public static ContentTarget[] ContentTargets(
        ReferenceNetwork network,
        ReferenceTensor picture,
        params (string Layer, double Weight)[] layers)
    {
        var measured = ReferenceObjective.Measure(network, picture, [], [.. layers.Select(l => l.Layer)]);
        return [.. layers.Select(l => new ContentTarget(l.Layer, l.Weight, measured.Features[l.Layer]))];
    }

    public static StyleTarget[] StyleTargets(
        ReferenceNetwork network,
        ReferenceTensor picture,
        params (string Layer, double Weight)[] layers)
    {
        var measured = ReferenceObjective.Measure(network, picture, [.. layers.Select(l => l.Layer)], []);
        return [.. layers.Select(l => new StyleTarget(l.Layer, l.Weight, measured.Grams[l.Layer]))];
    }
}
