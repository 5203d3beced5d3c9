using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>With one thread every step of the engine runs on the thread that is looked at.</summary>
public sealed class AllocationTests
{
    private const int WarmUp = 20; // by then L-BFGS has a full history
    private const int Measured = 200;

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void An_iteration_allocates_nothing(OptimizerKind optimizer)
    {
        var settings = SmallTransfer.Settings with
        {
            Size = 32,
            MinSize = 32,
            Iterations = WarmUp + Measured,
            Optimizer = optimizer,
            History = 5,
        };
        using var engine = SmallTransfer.Engine(settings, threads: 1);
        var inputs = new TransferInputs(SamplePictures.Harbour, [SamplePictures.Brushwork]);
        long before = 0, after = 0;
        new StyleTransfer(engine, inputs, settings).Run(progress =>
        {
            if (progress.Iteration == WarmUp)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }
            else if (progress.Iteration == WarmUp + Measured)
            {
                after = GC.GetAllocatedBytesForCurrentThread();
            }
        });
        Assert.Equal(0, after - before);
    }
}
