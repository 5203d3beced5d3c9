using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// Where a command line wants a job's result (output.json). A job that has one is carried out by command lines; servers
/// leave it alone until they are asked to resume it.
/// </summary>
/// <param name="Path">The file, with its whole path; the folder, where the job has several variants.</param>
/// <param name="JpegQuality">Quality of a JPEG, 1 to 100.</param>
/// <param name="Frames">The folder for pictures on the way, with its whole path; null for none.</param>
/// <param name="FramesEvery">Iterations between two of them.</param>
/// <param name="Weights">The file of the network's weights, with its whole path; null where it needs none.</param>
/// <param name="Convention">What those weights are said to expect as input.</param>
public sealed record JobOutput(
    string Path,
    int JpegQuality,
    string? Frames = null,
    int FramesEvery = 50,
    string? Weights = null,
    WeightConvention Convention = WeightConvention.Auto);
