using System.Security.Cryptography;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Checkpoints;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Writes what a chunk made, and commits it.</summary>
/// <param name="store">The store.</param>
/// <param name="clock">For timings.</param>
/// <param name="reached">Called at each point of the protocol.</param>
internal sealed class ChunkWriter(IArtifactStore store, TimeProvider clock, Action<ChunkPoint> reached)
{
    /// <summary>Writes checkpoint and frame, which is not yet to commit them.</summary>
    /// <param name="painter">The painter, at the chunk's end.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="attempt">The attempt's name.</param>
    /// <param name="losses">Its losses.</param>
    /// <param name="timings">Where its time went until now.</param>
    /// <returns>The manifest to commit.</returns>
    public async Task<ChunkManifest> WriteAsync(
        VariantPainter painter, ChunkKey chunk, string attempt, ChunkLosses losses, ChunkTimings timings)
    {
        var started = clock.GetTimestamp();
        var end = chunk.Start + losses.Total.Count;
        var encoding = Task.Run(() => PictureFile.EncodePng(painter.CurrentPicture(), painter.Job.BitDepth));
        var checkpoint = await painter.SaveAsync(CancellationToken.None);
        reached(ChunkPoint.CheckpointWritten);

        var png = await encoding;
        var frame = $"{JobLayout.Frames(chunk.Job, chunk.Variant)}{JobLayout.Place(chunk.Scale, end)}-{attempt}.png";
        using var content = new MemoryStream(png);
        await store.CreateAsync(frame, content); // if it is there, it is this one: the attempt is tried again
        reached(ChunkPoint.FrameWritten);
        return new ChunkManifest
        {
            Scale = chunk.Scale,
            Start = chunk.Start,
            End = end,
            Attempt = attempt,
            From = painter.Checkpoint,
            Checkpoint = checkpoint,
            Frame = frame,
            FrameHash = Convert.ToHexStringLower(SHA256.HashData(png)),
            Losses = losses,
            Timings = timings with { Save = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 6) },
            Engine = painter.EngineName,
            Versions = ProgramVersions.Present,
        };
    }

    /// <summary>Commits a chunk, if nobody has; else removes its frame.</summary>
    /// <remarks>
    /// A write whose answer was lost is tried again by stores: to find what one has written is to have won.
    /// </remarks>
    /// <param name="chunk">The chunk.</param>
    /// <param name="manifest">What it made.</param>
    /// <returns>Whether the manifest there is this one.</returns>
    public async Task<bool> CommitAsync(ChunkKey chunk, ChunkManifest manifest)
    {
        var (name, type) = (JobLayout.Chunk(chunk), PipelineJson.Default.ChunkManifest);
        if (!await store.CreateJsonAsync(name, manifest, type))
        {
            // One attempt may run twice, and end at different places.
            var winner = (await store.ReadJsonAsync(name, type))?.Value;
            if (winner?.Frame != manifest.Frame)
            {
                await store.DeleteAsync(manifest.Frame);
                return false;
            }
        }

        reached(ChunkPoint.Committed);
        return true;
    }

    /// <summary>Writes the frame of a committed chunk again.</summary>
    /// <param name="painter">The painter, at the chunk's end.</param>
    /// <param name="chunk">The chunk.</param>
    /// <exception cref="InvalidDataException">The frame is not what it was.</exception>
    public async Task WriteFrameAgainAsync(VariantPainter painter, ChunkManifest chunk)
    {
        var png = PictureFile.EncodePng(painter.CurrentPicture(), painter.Job.BitDepth);
        if (Convert.ToHexStringLower(SHA256.HashData(png)) != chunk.FrameHash)
        {
            throw new InvalidDataException(
                $"The frame {chunk.Frame} was gone or damaged, and made again it is another one.");
        }

        await store.PutAsync(chunk.Frame, png, CancellationToken.None);
    }

    /// <summary>Removes the checkpoints before the last two.</summary>
    /// <param name="chunk">The chunk that was committed.</param>
    /// <param name="manifest">What it made.</param>
    public async Task SweepAsync(ChunkKey chunk, ChunkManifest manifest)
    {
        var checkpoints = new CheckpointStore(store, chunk.Job, chunk.Variant);
        await checkpoints.RemoveBeforeAsync(manifest.Checkpoints, CancellationToken.None);
        reached(ChunkPoint.Swept);
    }
}
