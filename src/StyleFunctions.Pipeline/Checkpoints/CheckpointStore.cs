using System.Security.Cryptography;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Checkpoints;

/// <summary>
/// A variant's checkpoints: named by their place and their SHA-256, which is checked when they are read.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="job">The job's id.</param>
/// <param name="variant">The variant's id.</param>
internal sealed class CheckpointStore(IArtifactStore store, string job, string variant)
{
    private const string Ending = ".safetensors";

    private readonly string _folder = JobLayout.Checkpoints(job, variant);

    /// <summary>Writes a checkpoint, if it is not there already; a damaged one of its name is replaced.</summary>
    /// <param name="state">The state.</param>
    /// <param name="scale">The scale it is at.</param>
    /// <param name="replacesDamaged">Whether one of its name is known to be damaged.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its name.</returns>
    public async Task<string> WriteAsync(
        TransferState state, TransferScale scale, bool replacesDamaged, CancellationToken cancellation)
    {
        await using var file = CheckpointFile.Write(state, scale);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        var name = $"{_folder}{JobLayout.Place(state.Scale, state.Iteration)}-{hash}{Ending}";
        file.Position = 0;
        while (await store.CreateAsync(name, file, cancellation) is null && replacesDamaged)
        {
            await using var damaged = await store.ReadAsync(name, cancellation);
            file.Position = 0;
            if (damaged is not null
                && await store.ReplaceAsync(name, file, damaged.Version, cancellation) is not null)
            {
                break;
            }

            file.Position = 0;
        }

        return name;
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The state; null if it is gone or damaged.</returns>
    public async Task<TransferState?> ReadAsync(string name, CancellationToken cancellation)
    {
        await using var file = await store.ReadAsync(name, cancellation);
        if (file is null)
        {
            return null;
        }

        try
        {
            await using var hashed = new HashingStream(file.Stream);
            var state = await CheckpointFile.ReadAsync(hashed, file.Length, cancellation);
            return name.EndsWith($"-{hashed.Hash()}{Ending}", StringComparison.Ordinal) ? state : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes what no longer serves: all but some, of those made no later than the last of these. Later ones belong to
    /// attempts that may yet be committed.
    /// </summary>
    /// <param name="kept">The names of those to keep, in order.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RemoveBeforeAsync(IReadOnlyList<string> kept, CancellationToken cancellation)
    {
        // Names begin with their place, so that their order is that of their making.
        await foreach (var entry in store.ListAsync(_folder, cancellation))
        {
            if (string.CompareOrdinal(entry.Name, PlaceAfter(kept[^1])) >= 0)
            {
                return;
            }

            if (!kept.Contains(entry.Name))
            {
                await store.DeleteAsync(entry.Name, cancellation);
            }
        }
    }

    // What stands at the same place as the last one cannot be committed any more, either.
    private static string PlaceAfter(string name) => $"{name[..name.LastIndexOf('-')]}.";
}
