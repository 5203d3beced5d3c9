using System.Diagnostics;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Engines.Cpu.Plans;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>Work that falls into items which any thread may do in any order with the same result.</summary>
internal unsafe interface IStep
{
    /// <summary>How many items there are.</summary>
    int Items { get; }

    /// <summary>Floats that a thread needs for itself while it does one.</summary>
    long ScratchLength { get; }

    /// <summary>Does one of them; must not throw.</summary>
    /// <param name="item">Which one.</param>
    /// <param name="scratch">The thread's own memory, as much as was asked for; its contents are anybody's.</param>
    void Run(int item, float* scratch);
}

/// <summary>
/// The engine's threads. They spin a moment for the next step, since steps follow each other within microseconds, then
/// offer their core to others a while, and then sleep. Running a step allocates nothing.
/// </summary>
internal sealed unsafe class Workers : IDisposable
{
    private const int Spins = 200;

    // Two cache lines are fetched together.
    private const int IntsInTwoLines = 32;

    // As long as the others' last items take: being woken by the system takes a tenth of that, at nearly every step.
    private static readonly TimeSpan _offersCoreFor = TimeSpan.FromMilliseconds(1);

    private readonly object _wake = new();
    private readonly Thread[] _threads;
    private readonly AlignedBuffer[] _scratch;

    // For each thread the next item of its share.
    private readonly int[] _nextItems;

    private IStep? _step;
    private int _busy;
    private int _generation;
    private int _sleepers;
    private volatile bool _ends;

    /// <summary>Starts the threads; the caller's own is one of them.</summary>
    public Workers(int threads)
    {
        _threads = new Thread[threads - 1];
        _nextItems = new int[threads * IntsInTwoLines];
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new AlignedBuffer(0))];
        for (var i = 0; i < _threads.Length; i++)
        {
            var thread = i + 1;
            _threads[i] = new Thread(() => Work(thread))
            {
                IsBackground = true,
                Name = $"StyleFunctions engine {i + 1}",
            };
            _threads[i].Start();
        }
    }

    /// <summary>How many threads there are.</summary>
    public int Count => _threads.Length + 1;

    /// <summary>
    /// Makes sure that every thread has so much memory of its own; called before steps run, never meanwhile.
    /// </summary>
    public void ReserveScratch(long floats)
    {
        for (var i = 0; i < _scratch.Length; i++)
        {
            if (_scratch[i].Length < floats)
            {
                _scratch[i].Dispose();
                _scratch[i] = new AlignedBuffer(floats);
            }
        }
    }

    /// <summary>Does steps one after the other.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop, and did after a step.</exception>
    public void Run(IReadOnlyList<PlannedStep> steps, CancellationToken cancellation)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(steps[i].Step);
        }
    }

    /// <summary>Does every item of a step; returns when all are done.</summary>
    public void Run(IStep step)
    {
        var items = step.Items;
        if (_threads.Length == 0 || items == 1)
        {
            for (var item = 0; item < items; item++)
            {
                step.Run(item, _scratch[0].Pointer);
            }

            return;
        }

        _step = step;
        for (var thread = 0; thread < Count; thread++)
        {
            _nextItems[thread * IntsInTwoLines] = FirstItem(items, thread);
        }

        Volatile.Write(ref _busy, _threads.Length);
        Interlocked.Increment(ref _generation);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_wake)
            {
                Monitor.PulseAll(_wake);
            }
        }

        DoItems(step, 0);
        var wait = default(SpinWait);
        while (Volatile.Read(ref _busy) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _step = null;
    }

    public void Dispose()
    {
        _ends = true;
        lock (_wake)
        {
            Monitor.PulseAll(_wake);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        foreach (var scratch in _scratch)
        {
            scratch.Dispose();
        }
    }

    // A thread's own share first, then what others have left of theirs.
    private void DoItems(IStep step, int thread)
    {
        var items = step.Items;
        for (var i = 0; i < Count; i++)
        {
            var owner = (thread + i) % Count;
            ref var next = ref _nextItems[owner * IntsInTwoLines];
            var end = FirstItem(items, owner + 1);
            while (Volatile.Read(ref next) < end)
            {
                var item = Interlocked.Increment(ref next) - 1;
                if (item < end)
                {
                    step.Run(item, _scratch[thread].Pointer);
                }
            }
        }
    }

    // Shares are runs of items, the same at every step, so that a thread finds what it wrote itself, but for what
    // products of Winograd's shared schedule read: that is 5 % faster where cores share no cache, or a distant one.
    private int FirstItem(int items, int thread) => (int)((long)items * thread / Count);

    private void Work(int thread)
    {
        var seen = 0;
        while (WaitForStep(ref seen))
        {
            DoItems(_step!, thread);
            Interlocked.Decrement(ref _busy);
        }
    }

    private bool WaitForStep(ref int seen)
    {
        var offersSince = 0L;
        for (var spins = 0; Volatile.Read(ref _generation) == seen; spins++)
        {
            if (_ends)
            {
                return false;
            }

            if (spins < Spins)
            {
                Thread.SpinWait(10);
                continue;
            }

            if (spins == Spins)
            {
                offersSince = Stopwatch.GetTimestamp();
            }

            if (Stopwatch.GetElapsedTime(offersSince) < _offersCoreFor)
            {
                Thread.Yield();
                continue;
            }

            lock (_wake)
            {
                Interlocked.Increment(ref _sleepers);
                if (Volatile.Read(ref _generation) == seen && !_ends)
                {
                    Monitor.Wait(_wake);
                }

                Interlocked.Decrement(ref _sleepers);
            }
        }

        seen++;
        return true;
    }
}
