using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>
/// The network from the pixels to the deepest layer needed, at one size: its planes and the steps that fill them.
/// </summary>
internal sealed unsafe class ForwardPass : IDisposable
{
    private readonly List<IStep> _steps = [];
    private readonly Dictionary<string, FeaturePlanes> _planes = [];
    private readonly PreprocessStep _preprocess;

    /// <param name="engine">The network as the engine holds it.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="layers">Layers whose output is wanted.</param>
    public ForwardPass(CpuEngine engine, int height, int width, IReadOnlyCollection<string> layers)
    {
        var network = engine.Network;
        var all = network.Architecture.Layers;
        Layers =
        [
            .. all.Take(all.Select((layer, i) => layers.Contains(layer.Name) ? i + 1 : 0).DefaultIfEmpty().Max()),
        ];
        Input = new FeaturePlanes(Picture.Channels, height, width);
        _preprocess = new PreprocessStep(network.Preprocessing, engine.FirstPadding, Input);
        _steps.Add(_preprocess);

        var planes = Input;
        for (var i = 0; i < Layers.Count; i++)
        {
            var layer = Layers[i];
            switch (layer.Kind)
            {
                case LayerKind.Convolution:
                    // ReLU is part of the convolution's last step, unless the convolution's own output is wanted.
                    var isLast = i == Layers.Count - 1;
                    var isWanted = isLast || layers.Contains(layer.Name);
                    var output = Add(isWanted ? layer : Layers[i + 1], planes.Height, planes.Width);
                    var end = isWanted ? TileEnd.Bias : TileEnd.BiasAndRelu;
                    _steps.Add(engine.Convolution(layer.Name, isBackward: false, planes, output, end));
                    if (isWanted && !isLast)
                    {
                        var activation = Add(Layers[i + 1], planes.Height, planes.Width);
                        _steps.Add(new ReluStep(output, activation));
                        output = activation;
                    }

                    planes = output;
                    i += isLast ? 0 : 1;
                    break;

                default:
                    var pooled = Add(layer, planes.Height / 2, planes.Width / 2);
                    _steps.Add(new PoolingStep(engine.Pooling, planes, pooled));
                    planes = pooled;
                    break;
            }

            if (i < Layers.Count - 1)
            {
                _steps.Add(new FillBorderStep(planes, engine.InnerPadding));
            }
        }
    }

    /// <summary>The layers computed, from the pixels on.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The network's input: the pixels, preprocessed.</summary>
    public FeaturePlanes Input { get; }

    /// <summary>A layer's output. A convolution that nobody wanted has none: its ReLU follows at once.</summary>
    public FeaturePlanes Planes(string layer) => _planes[layer];

    /// <summary>
    /// The planes that a layer reads; for a ReLU that is part of its convolution, the ones it writes.
    /// </summary>
    public FeaturePlanes InputOf(int layer) =>
        layer == 0 ? Input : _planes.GetValueOrDefault(Layers[layer - 1].Name) ?? _planes[Layers[layer].Name];

    /// <summary>Computes every layer.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="pixels">3 x H x W.</param>
    public void Run(Workers workers, float* pixels)
    {
        _preprocess.Pixels = pixels;
        foreach (var step in _steps)
        {
            workers.Run(step);
        }
    }

    public void Dispose()
    {
        Input.Dispose();
        foreach (var planes in _planes.Values)
        {
            planes.Dispose();
        }
    }

    private FeaturePlanes Add(NetworkLayer layer, int height, int width) =>
        _planes[layer.Name] = new FeaturePlanes(layer.OutputChannels, height, width);
}
