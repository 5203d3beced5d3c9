using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>What a GPU is asked for goes back to it. Alone, since others' tensors would be counted too.</summary>
[CollectionDefinition(nameof(ReturnedMemoryTests), DisableParallelization = true)]
[Collection(nameof(ReturnedMemoryTests))]
public sealed class ReturnedMemoryTests
{
    // What libraries may load meanwhile, against some 500 MB for the evaluation.
    private const long Margin = 64_000_000;

    [GpuTheory]
    [InlineData(512)]
    public void A_scales_memory_goes_back_to_the_GPU_with_its_objective(int side)
    {
        using var engine = new OwnedEngine(GeneratedWeights.Vgg19, Pooling.Max, Padding.Replicate);
        var grams = engine.Measure(GeneratedPictures.Make(side, side, 1002), ["relu3_1"], []).Grams;
        var loss = new LossFunction { Style = [new StyleTarget("relu3_1", 1, grams["relu3_1"])], StyleWeight = 1 };
        Evaluate(); // kernels and weights stay
        var before = TorchDevice.UsedBytes(0);

        var during = Evaluate();

        Assert.InRange(TorchDevice.UsedBytes(0), 0, before + Margin);
        Assert.InRange(during, before + (2 * Margin), long.MaxValue);

        long Evaluate()
        {
            using var objective = engine.Prepare(side, side, loss);
            var pixels = GeneratedPictures.Make(side, side, 1004).Samples;
            objective.Evaluate(pixels, new float[pixels.Length], new LossTerms(loss));
            return TorchDevice.UsedBytes(0);
        }
    }
}
