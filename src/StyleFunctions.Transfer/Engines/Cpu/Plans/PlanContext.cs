using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Errors;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>What the sections of a plan share: the engine, memory, weights, and the steps planned so far.</summary>
/// <param name="engine">The engine.</param>
/// <param name="pixels">Where pixels come from and their gradient goes.</param>
internal sealed class PlanContext(CpuEngine engine, PixelSource pixels) : IDisposable
{
    private readonly List<WorkBuffer> _buffers = [];
    private readonly HashSet<PackedWeights> _weights = [];
    private WorkBuffer? _winogradInputs;
    private WorkBuffer? _winogradProducts;

    public CpuEngine Engine { get; } = engine;

    public PixelSource Pixels { get; } = pixels;

    /// <summary>Who reads which layer.</summary>
    public Dictionary<string, LayerReader> Readers { get; } = [];

    /// <summary>Whether the gradient is wanted too.</summary>
    public bool HasGradient { get; init; }

    /// <summary>Whether filters are kept with all their values.</summary>
    public bool KeepsFilters { get; init; }

    /// <summary>The steps planned so far.</summary>
    public List<PlannedStep> Steps { get; } = [];

    /// <summary>Memory of the plan, in bytes: planes, masks, readers and weights.</summary>
    public long Bytes =>
        _buffers.Sum(b => b.Length * sizeof(float)) + _weights.Sum(w => w.Bytes) + Readers.Values.Sum(r => r.Bytes);

    /// <summary>Floats that each thread needs for itself.</summary>
    public long ScratchLength => Steps.Select(s => s.Step.ScratchLength)
        .Concat(Readers.Values.Select(r => r.ScratchLength))
        .DefaultIfEmpty()
        .Max();

    /// <summary>Memory that planes share in turn.</summary>
    public WorkBuffer NewBuffer()
    {
        var buffer = new WorkBuffer();
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>The errors of a layer, if it has any.</summary>
    public LayerErrors? Errors(NetworkLayer? layer) =>
        layer is null ? null : Readers.GetValueOrDefault(layer.Name) as LayerErrors;

    /// <summary>Whether somebody reads a layer.</summary>
    public bool IsWanted(NetworkLayer? layer) => IsWanted(layer?.Name);

    /// <summary>Whether somebody reads a layer.</summary>
    public bool IsWanted(string? layer) => layer is not null && Readers.ContainsKey(layer);

    public void Add(string layer, string purpose, IStep step, double multiplyAdds = 0) =>
        Steps.Add(new PlannedStep(layer, purpose, step, multiplyAdds));

    public void Add(string layer, string purpose, IEnumerable<IStep> steps)
    {
        foreach (var step in steps)
        {
            Add(layer, purpose, step, (step as DirectStep)?.MultiplyAdds ?? 0);
        }
    }

    /// <summary>Plans a convolution, or its gradient with respect to its input.</summary>
    /// <param name="stage">The convolution's stage.</param>
    /// <param name="isBackward">Whether the gradient is meant.</param>
    /// <param name="input">Planes read; null if inputs exist only tile by tile.</param>
    /// <param name="tileInput">Where Winograd's convolution finds its inputs.</param>
    /// <param name="area">The outputs to compute.</param>
    /// <param name="end">What happens to them.</param>
    public void AddConvolution(
        Stage stage,
        bool isBackward,
        FeaturePlanes? input,
        ConvolutionInput tileInput,
        ConvolutionArea area,
        ConvolutionEnd end)
    {
        var layer = stage.Convolution;
        var purpose = isBackward ? "backward" : "forward";
        if (Method(stage, isBackward) is not { } method)
        {
            var direct = Use(Engine.DirectWeights(layer, isBackward, input!.ChannelsInBlock));
            var step = new DirectStep(Engine.Kernels, direct, input, area, end);
            Add(layer.Name, purpose, step, step.MultiplyAdds);
            return;
        }

        var tiles = new WinogradTiles(method, Engine.Kernels, tileInput, area, end);
        var work = (double)layer.InputChannels * layer.OutputChannels * tiles.Count * method.Frequencies;
        var added = end.Product?.MultiplyAdds ?? 0;
        if (!ConvolutionRule.IsShared(method, layer, tiles))
        {
            var own = Use(Engine.WinogradFilters(layer, isBackward, method));
            Add(layer.Name, purpose, new WinogradStep(Engine.Kernels, own, tiles), work + added);
            return;
        }

        IFilters filters = KeepsFilters
            ? Use(Engine.WinogradFilters(layer, isBackward, method))
            : MadeFilters(layer, isBackward, method);
        _winogradInputs ??= NewBuffer();
        _winogradProducts ??= NewBuffer();
        var steps = SharedWinograd
            .Steps(Engine.Kernels, filters, tiles, _winogradInputs, _winogradProducts)
            .ToArray();

        // Of inputs, products and outputs, chunk by chunk, the second multiply, and the third what is added to.
        var chunks = steps.Length / 3;
        for (var i = 0; i < steps.Length; i++)
        {
            Add(layer.Name, purpose, steps[i], i % 3 == 0 ? 0 : (i % 3 == 1 ? work : added) / chunks);
        }
    }

    /// <summary>How Winograd would compute a stage's convolution; null if it is computed directly.</summary>
    public static WinogradMethod? Method(Stage stage, bool isBackward) => ConvolutionRule.Method(
        isBackward ? stage.Convolution.OutputChannels : stage.Convolution.InputChannels, stage.Shape);

    /// <summary>Gets the memory, and the weights into the kernels' order.</summary>
    public void MakeReady()
    {
        foreach (var weights in _weights)
        {
            weights.MakeReady(Engine.Workers);
        }

        foreach (var reader in Readers.Values)
        {
            reader.MakeReady(Engine.Workers);
        }

        foreach (var buffer in _buffers)
        {
            buffer.Allocate();
        }

        Engine.Workers.ReserveScratch(ScratchLength);
    }

    public void Dispose()
    {
        foreach (var weights in _weights)
        {
            weights.Users--;
        }

        _weights.Clear();

        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        foreach (var reader in Readers.Values)
        {
            reader.Dispose();
        }
    }

    private SharedFilters MadeFilters(NetworkLayer layer, bool isBackward, WinogradMethod method)
    {
        var isTurned = isBackward && SharedFilters.CanTurn(layer, Engine.Kernels.PanelWidth);
        var polynomials = Use(Engine.FilterPolynomials(layer, isBackward && !isTurned, method));
        return new SharedFilters(Engine.Kernels, polynomials, isTurned);
    }

    private T Use<T>(T weights)
        where T : PackedWeights
    {
        if (_weights.Add(weights))
        {
            weights.Users++;
        }

        return weights;
    }
}
