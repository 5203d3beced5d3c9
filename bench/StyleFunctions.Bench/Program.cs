using System.Globalization;
using StyleFunctions.Bench;
using StyleFunctions.Bench.Gpu;
using StyleFunctions.Bench.Overhead;

return args switch
{
    ["engine", .. var given] when EngineOptions.TryParse(given, out var options) => new EngineBenchmark(options).Run(),
    ["layers", .. var given] when EngineOptions.TryParse(given, out var options) => LayerTimes.Run(options),
    ["cuts", .. var given] when EngineOptions.TryParse(given, out var options) => CutTable.Run(options),
    ["large", .. var given] when EngineOptions.TryParse(given, out var options) => LargePicture.Run(options),
    ["overhead", .. var given] when OverheadOptions.TryParse(given, out var options) =>
        await OverheadBenchmark.RunAsync(options),
    ["gpu", .. var given] when GpuOptions.TryParse(given, out var options) => GpuBenchmark.Run(options),
    ["gpu-worker", var width, var height, var device, var precision, var repeats] => GpuWorker.Run(
        new PictureSize(Number(width), Number(height)), device, precision, Number(repeats)),
    ["engine-worker", var width, var height, var threads] =>
        EngineWorker.Run(new PictureSize(Number(width), Number(height)), Number(threads), long.MaxValue),
    ["engine-worker", var width, var height, var memory, var threads] => EngineWorker.Run(
        new PictureSize(Number(width), Number(height)),
        Number(threads),
        long.Parse(memory, CultureInfo.InvariantCulture)),
    ["engine-startup", var width, var height, var threads] =>
        EngineStartUp.Run(Number(width), Number(height), Number(threads)),
    ["fma-peak", var threads] => FmaPeak.Run(Number(threads)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        usage: engine|layers|cuts|large [--sizes 256,512 or 500x333] [--runs 7] [--threads 2 or 1,2] [--isa all or avx2]
                      [--python python3] [--prototype FOLDER]

        Times one iteration (VGG-19 to conv5_1: content, five style layers, total variation, forward, backward, Adam)
        against the same computation in PyTorch, in turns (--runs) of four, the first of which does not count, and
        prints medians with the lines

          peak BITS THREADS GFLOPS         what this machine reaches in a loop of nothing but fused multiply-adds
          ratio SIZE VALUE                 PyTorch's time over ours
          limit SIZE SECONDS               the time that the fewest known multiplications take at the peak
          memory SIZE OURS_MB PEER_MB      peak of the whole process
          allocation SIZE BYTES            managed memory allocated per iteration of ours
          startup SIZE SECONDS             weights in memory to first iteration, but for measuring the targets
          targets SIZE SECONDS             measuring the targets: one pass over the content, one over the style
          threads SIZE VALUE               with --threads 1,2: time on the first count over time on the last
          prototype SIZE SECONDS           with --prototype: the best of its variants
          prototype-ratio SIZE VALUE       its time over ours
          peer-agreement SIZE PERCENT      how much slower our PyTorch script is than the prototype's

        layers takes --sizes, --runs, --threads and --memory MB, and prints where an iteration's time goes.

        cuts takes --sizes 4096, and prints what each way to cut a picture takes, by its plan: all whole, for up to
        100,000 pixels, and those for larger ones, of which the first that fits is the fastest:

          cut SIZE CUT MB WORK             the whole plan; multiplications over those of no cut

        large takes --sizes 4096, --memory MB (of the engine, without pixels, their gradient and Adam's state), --runs
        and --threads, and compares time per pixel with a picture of 1024 x 1024 computed at once:

          large SIZE SECONDS RATIO MB      seconds an iteration, time per pixel over the other's, peak of the process

        gpu takes --sizes 512,1024,2048, --runs 5, --repeats 20 (iterations of a run), --device cuda:0 or cpu,
        --precisions full,tf32,half and --python. It needs this program built with -p:Gpu=true, and times the GPU engine
        against PyTorch on the same device, as people write it and compiled, one process after the other:

          gpu SIZE SIDE PRECISION RATE MB  iterations a second, optimiser and all; the device's memory at its peak
          part SIZE PRECISION NAME SECONDS of ours: the optimiser and the average on the CPU, the rest on the device
          gpu-ratio SIZE PRECISION VALUE   PyTorch's time, as people write it, over ours
          agreement PRECISION LOSS COSINE  our loss and gradient at 256 pixels against ours in full precision

        overhead takes --network vgg19 or embedded, --size 512, --every 50 (iterations of a chunk), --iterations and
        --threads 2. It paints a job in a temporary folder, looking at its status every second, and the same iterations
        as one bare transfer, a chunk of each in turn, which takes two to three minutes:

          part NAME SECONDS                where the job's time went, between the points of a chunk's protocol
          iteration SECONDS                one iteration of the job
          job SECONDS                      the whole job
          overhead-to-bare VALUE %         what a chunk takes more than the bare transfer: median, and noisy
          overhead VALUE %                 the share of the job's time that is not iterations; status counts as such

        --isa avx2 holds both sides to AVX2. The prototype's folder holds its program in out/ and pictures in d256,
        d512, ..., as its export.py makes them; after each run one of its variants, or its PyTorch script, starts in
        turn for a few iterations, so that --runs 8 starts each twice. It needs AVX-512.
        """);
    return 2;
}
