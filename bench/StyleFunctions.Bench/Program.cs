using StyleFunctions.Bench;

return args switch
{
    ["engine", .. var options] => EngineBenchmark.Run(options),
    ["engine-worker", var width, var height, var threads] =>
        EngineWorker.Run(int.Parse(width), int.Parse(height), int.Parse(threads)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: engine [--sizes 256,512 or 500x333] [--runs 7] [--threads 2] [--python python3]

        Times one iteration (VGG-19 to conv5_1: content, five style layers, total variation, forward, backward, Adam)
        against the same computation in PyTorch, in turn, and prints medians, their ratio and both peak memories.
        """);
    return 2;
}
