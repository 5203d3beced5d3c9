using System.Globalization;
using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Where a job's artifacts lie in the store.</summary>
public static class JobLayout
{
    /// <summary>The folder of all jobs.</summary>
    public const string Jobs = "jobs/";

    /// <summary>The folder watched for requests.</summary>
    public const string Inbox = "inbox/";

    /// <summary>The folder of the pictures that the inbox's folders are named after.</summary>
    public const string Styles = "styles/";

    /// <summary>Which job an Idempotency-Key stands for: an <see cref="IdempotencyRecord"/>.</summary>
    /// <param name="hash">SHA-256 of the key, in lower-case hexadecimal.</param>
    public static string IdempotencyKey(string hash) => $"keys/{hash}.json";

    /// <summary>A job's folder.</summary>
    /// <param name="job">The job's id.</param>
    public static string Folder(string job) => $"{Jobs}{job}/";

    /// <summary>The request as accepted: a <see cref="Jobs.Job"/>.</summary>
    /// <param name="job">The job's id.</param>
    public static string Job(string job) => $"{Folder(job)}job.json";

    /// <summary>What a person wants of the job: a <see cref="JobControl"/>.</summary>
    /// <param name="job">The job's id.</param>
    public static string Control(string job) => $"{Folder(job)}control.json";

    /// <summary>The engine that paints the job: an <see cref="EnginePin"/>.</summary>
    /// <param name="job">The job's id.</param>
    public static string Engine(string job) => $"{Folder(job)}engine.json";

    /// <summary>The folder of the job's runs: a <see cref="JobRunClaim"/> each.</summary>
    /// <param name="job">The job's id.</param>
    public static string Runs(string job) => $"{Folder(job)}runs/";

    /// <summary>Where a command line wants the result: a <see cref="JobOutput"/>.</summary>
    /// <param name="job">The job's id.</param>
    public static string Output(string job) => $"{Folder(job)}output.json";

    /// <summary>An input.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="hash">The input's hash.</param>
    public static string Input(string job, string hash) => $"{Folder(job)}inputs/{hash}.png";

    /// <summary>A variant's folder.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string Folder(string job, string variant) => $"{Folder(job)}{variant}/";

    /// <summary>The folder of a variant's manifests.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string Chunks(string job, string variant) => $"{Folder(job, variant)}chunks/";

    /// <summary>A chunk's manifest: a <see cref="ChunkManifest"/>.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Chunk(ChunkKey chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var tile = chunk.Tile is null ? "" : string.Create(CultureInfo.InvariantCulture, $"-t{chunk.Tile:0000}");
        return $"{Chunks(chunk.Job, chunk.Variant)}{Place(chunk.Scale, chunk.Start)}{tile}.json";
    }

    /// <summary>The folder of a variant's checkpoints.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string Checkpoints(string job, string variant) => $"{Folder(job, variant)}checkpoints/";

    /// <summary>The folder of a variant's frames.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string Frames(string job, string variant) => $"{Folder(job, variant)}frames/";

    /// <summary>The losses of every iteration, derived from the manifests.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string Losses(string job, string variant) => $"{Folder(job, variant)}losses.csv";

    /// <summary>The finished picture.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string Result(string job, string variant) => $"{Folder(job, variant)}result.png";

    /// <summary>How it was made: a <see cref="ResultManifest"/>. Written last: with it the variant is done.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string ResultManifest(string job, string variant) => $"{Folder(job, variant)}result.json";

    /// <summary>Why it failed: a <see cref="JobFailure"/>.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    public static string Failure(string job, string variant) => $"{Folder(job, variant)}failure.json";

    /// <summary>Why the job failed though its variants are done: a <see cref="JobFailure"/>.</summary>
    /// <param name="job">The job's id.</param>
    public static string Failure(string job) => $"{Folder(job)}failure.json";

    /// <summary>All results on one sheet, with their labels; of a job of several variants.</summary>
    /// <param name="job">The job's id.</param>
    public static string ContactSheet(string job) => $"{Folder(job)}contact-sheet.png";

    /// <summary>What the job made: a <see cref="JobManifest"/>. Written last: with it the job is done.</summary>
    /// <param name="job">The job's id.</param>
    public static string Manifest(string job) => $"{Folder(job)}manifest.json";

    /// <summary>A place in a variant, as the names of its chunks, frames and checkpoints begin.</summary>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="iteration">The iteration of that scale.</param>
    internal static string Place(int scale, int iteration) =>
        string.Create(CultureInfo.InvariantCulture, $"s{scale + 1:00}-i{iteration:0000000}");
}
