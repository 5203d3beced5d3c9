using StyleFunctions.Transfer.Engines.Cpu;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Threads share out a step's items, help each other, and leave none of them.</summary>
public sealed class WorkersTests
{
    private const int Rounds = 100;

    private static readonly int[] _items = [0, 1, 2, 3, 63, 1000];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Every_item_of_every_step_is_done_once(int threads)
    {
        using var workers = new Workers(threads);
        foreach (var items in _items)
        {
            for (var round = 0; round < Rounds; round++)
            {
                AssertDoneOnce(workers, items);
            }
        }

        // Steps of all sizes in turn: nothing of one may reach the next.
        for (var i = 0; i < Rounds; i++)
        {
            AssertDoneOnce(workers, _items[i % _items.Length]);
        }
    }

    [Theory]
    [InlineData(0, 1)] // Of the calling thread's share.
    [InlineData(2, 3)] // Of the other's.
    public void A_thread_that_is_done_helps_the_other(int waiting, int awaited)
    {
        using var workers = new Workers(2);
        using var step = new WaitingStep(waiting, awaited);
        workers.Run(step);
        Assert.True(step.IsMet, $"Nobody did item {awaited} while item {waiting} waited for it.");
    }

    private static void AssertDoneOnce(Workers workers, int items)
    {
        var step = new CountingStep(items);
        workers.Run(step);
        Assert.Equal(Enumerable.Repeat(1, items), step.Counts);
    }

    private sealed unsafe class CountingStep(int items) : IStep
    {
        public int[] Counts { get; } = new int[items];

        public int Items => items;

        public long ScratchLength => 0;

        public void Run(int item, float* scratch) => Interlocked.Increment(ref Counts[item]);
    }

    // Four items, two for each of two threads; one of a share waits for the other.
    private sealed unsafe class WaitingStep(int waiting, int awaited) : IStep, IDisposable
    {
        private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

        private readonly ManualResetEventSlim _isDone = new();

        public bool IsMet { get; private set; }

        public int Items => 4;

        public long ScratchLength => 0;

        public void Run(int item, float* scratch)
        {
            if (item == awaited)
            {
                _isDone.Set();
            }
            else if (item == waiting)
            {
                IsMet = _isDone.Wait(_patience);
            }
        }

        public void Dispose() => _isDone.Dispose();
    }
}
