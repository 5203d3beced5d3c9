using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>A transfer whose pixels are on the device, looked at from the process.</summary>
public sealed class WholeTransferTests
{
    private static readonly TransferSettings _settings = new()
    {
        Size = 46,
        MinSize = 32,
        InitialIterations = 5,
        Iterations = 4,
    };

    private static readonly TransferInputs _inputs = new(
        GeneratedPictures.Make(46, 34, 1000), [GeneratedPictures.Make(32, 32, 1002)]);

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void Looked_at_saved_and_handed_over_it_ends_at_the_same_bytes(OptimizerKind optimizer)
    {
        var settings = _settings with { Optimizer = optimizer };
        using var engine = new OwnedEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        using var whole = new StyleTransfer(engine, _inputs, settings);
        var (expected, found) = (new List<double>(), new List<double>());
        Assert.True(whole.Run(step => expected.Add(step.Loss)));

        TransferState? state = null;
        var shown = new List<float[]>();
        for (var isDone = false; !isDone;)
        {
            using var stop = new CancellationTokenSource();
            using var transfer = new StyleTransfer(engine, _inputs, settings);
            if (state is not null)
            {
                transfer.Restore(state);
            }

            isDone = transfer.Run(
                step =>
                {
                    found.Add(step.Loss);
                    shown.Add(transfer.CurrentPicture().Samples);
                    if (found.Count % 2 == 0)
                    {
                        stop.Cancel();
                    }
                },
                stop.Token);
            state = transfer.Save();
            Assert.Equal(shown[^1], transfer.CurrentPicture().Samples);
        }

        Assert.Equal(expected, found);
        Assert.Equal(whole.CurrentPicture().Samples, shown[^1]);
        Assert.Equal(whole.Save().Pixels, state!.Pixels);
    }
}
