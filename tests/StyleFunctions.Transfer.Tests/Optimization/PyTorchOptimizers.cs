using System.Text.Json;
using System.Text.Json.Serialization;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Fixtures;

namespace StyleFunctions.Transfer.Tests.Optimization;

/// <summary>What make-pytorch-optimizers.py wrote: iterates of torch.optim's Adam and LBFGS.</summary>
internal static class PyTorchOptimizers
{
    private static readonly JsonSerializerOptions _options = new() { Converters = { new JsonStringEnumConverter() } };

    public static IReadOnlyDictionary<string, OptimizerCase> Cases { get; } =
        JsonSerializer.Deserialize<Dictionary<string, OptimizerCase>>(
            FixtureFile.Read("pytorch-optimizers.json"), _options)!;

    public static TheoryData<string> Names(OptimizerKind kind) =>
        [.. Cases.Where(c => c.Value.Optimizer == kind).Select(c => c.Key)];
}

/// <summary>The pixels after some step, counted from 1.</summary>
internal sealed record OptimizerIterate(int Step, IReadOnlyList<float> Pixels);

/// <summary>One problem, one optimiser with its settings, and the pixels PyTorch found.</summary>
internal sealed record OptimizerCase(
    OptimizerKind Optimizer,
    double StepSize,
    int History,
    double PixelRange,
    double Coupling,
    double DoubleWell,
    double Steepness,
    double Start,
    IReadOnlyList<OptimizerIterate> Iterates)
{
    public OptimizerProblem Problem => new(Coupling, DoubleWell, Steepness, Start);

    public IOptimizer Create() => Optimizer == OptimizerKind.Adam
        ? new Adam(OptimizerProblem.Length, StepSize)
        : new Lbfgs(History, StepSize, PixelRange);

    /// <summary>The pixels after each step.</summary>
    public IReadOnlyList<float[]> Run()
    {
        var optimizer = Create();
        var pixels = Problem.StartPixels();
        var iterates = new List<float[]>();
        while (iterates.Count < Iterates[^1].Step)
        {
            optimizer.Step(pixels, Problem.Gradient(pixels));
            iterates.Add([.. pixels]);
        }

        return iterates;
    }

    /// <summary>How far the pixel furthest off is from PyTorch's, and after which step.</summary>
    public (double Distance, int Step) FurthestFromPyTorch()
    {
        var found = Run();
        return Iterates
            .Select(i => (i.Pixels.Zip(found[i.Step - 1], (p, f) => Math.Abs((double)p - f)).Max(), i.Step))
            .Max();
    }
}
