using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>Runs alone: other tests' allocations count too where the whole process is looked at.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int WarmUp = 20; // by then L-BFGS has a full history
    private const int Measured = 200;

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void An_iteration_allocates_nothing(OptimizerKind optimizer)
    {
        var allocated = Measure(optimizer, threads: 1, GC.GetAllocatedBytesForCurrentThread);
        Assert.Equal(0, allocated);
    }

    /// <summary>
    /// The test runner's own threads are in this number; one small object in each of an iteration's steps, of which
    /// there are more than sixty, would be far more.
    /// </summary>
    [Fact]
    public void Nor_do_the_engines_threads()
    {
        var allocated = Measure(OptimizerKind.Adam, threads: 2, () => GC.GetTotalAllocatedBytes(precise: true));
        Assert.InRange(allocated, 0, 400 * Measured);
    }

    private static long Measure(OptimizerKind optimizer, int threads, Func<long> allocatedBytes)
    {
        var settings = SmallTransfer.Settings with
        {
            Size = 32,
            MinSize = 32,
            Iterations = WarmUp + Measured,
            Optimizer = optimizer,
            History = 5,
        };
        using var engine = SmallTransfer.Engine(settings, threads);
        var inputs = new TransferInputs(SamplePictures.Harbour, [SamplePictures.Brushwork]);
        long before = 0, after = 0;
        new StyleTransfer(engine, inputs, settings).Run(progress =>
        {
            if (progress.Iteration == WarmUp)
            {
                before = allocatedBytes();
            }
            else if (progress.Iteration == WarmUp + Measured)
            {
                after = allocatedBytes();
            }
        });
        return after - before;
    }
}
