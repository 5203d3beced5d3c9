using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>A convolution with what follows it before the next one, at one size of picture.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Relu">Its ReLU; null if the network is needed no further than the convolution.</param>
/// <param name="Pool">The pool after it; null if there is none, or it is not needed.</param>
/// <param name="Shape">The size of the convolution's output.</param>
internal sealed record Stage(NetworkLayer Convolution, NetworkLayer? Relu, NetworkLayer? Pool, PlaneShape Shape)
{
    /// <summary>The size of what comes out in the end.</summary>
    public PlaneShape OutputShape => Pool is null ? Shape : Shape.Pooled;

    /// <summary>The network as far as some layers need it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="width">The picture's width.</param>
    public static List<Stage> For(
        NetworkArchitecture network, IReadOnlyCollection<string> layers, int height, int width)
    {
        var last = network.Layers.Select((layer, i) => layers.Contains(layer.Name) ? i : -1).DefaultIfEmpty(-1).Max();
        var stages = new List<Stage>();
        foreach (var layer in network.Layers.Take(last + 1))
        {
            if (layer.Kind == LayerKind.Convolution)
            {
                stages.Add(new Stage(layer, null, null, new PlaneShape(layer.OutputChannels, height, width)));
            }
            else if (layer.Kind == LayerKind.Relu)
            {
                stages[^1] = stages[^1] with { Relu = layer };
            }
            else
            {
                stages[^1] = stages[^1] with { Pool = layer };
                (height, width) = (height / 2, width / 2);
            }
        }

        return stages;
    }

    /// <summary>The layers of a stage and their sizes.</summary>
    public IEnumerable<(string Name, PlaneShape Shape)> Layers()
    {
        yield return (Convolution.Name, Shape);
        if (Relu is not null)
        {
            yield return (Relu.Name, Shape);
        }

        if (Pool is not null)
        {
            yield return (Pool.Name, Shape.Pooled);
        }
    }
}
