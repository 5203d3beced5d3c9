namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// Where a command line wants a job's result (output.json). A job that has one is carried out by command lines; servers
/// leave it alone until they are asked to resume it.
/// </summary>
/// <param name="Path">The file, with its whole path.</param>
/// <param name="JpegQuality">Quality of a JPEG, 1 to 100.</param>
/// <param name="Frames">The folder for pictures on the way, with its whole path; null for none.</param>
/// <param name="FramesEvery">Iterations between two of them.</param>
public sealed record JobOutput(string Path, int JpegQuality, string? Frames = null, int FramesEvery = 50);
