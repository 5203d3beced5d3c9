using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>Small artifacts, whole: as JSON, or as they are.</summary>
public static class ArtifactJson
{
    /// <summary>Reads an artifact.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">How it is written: of <see cref="PipelineJson"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it holds, and its version; null if there is none of that name.</returns>
    /// <exception cref="InvalidDataException">It is not as the pipeline writes it; the message names it.</exception>
    public static async Task<(T Value, string Version)?> ReadJsonAsync<T>(
        this IArtifactStore store, string name, JsonTypeInfo<T> type, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var content = await store.ReadAsync(name, cancellation);
        if (content is null)
        {
            return null;
        }

        try
        {
            var value = await JsonSerializer.DeserializeAsync(content.Stream, type, cancellation);
            return value is null
                ? throw new InvalidDataException($"{name} holds nothing.")
                : (value, content.Version);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name} is damaged or not of this version: {e.Message}", e);
        }
    }

    /// <summary>Writes an artifact if there is none of that name.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it is to hold.</param>
    /// <param name="type">How it is written: of <see cref="PipelineJson"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether it was written.</returns>
    public static async Task<bool> CreateJsonAsync<T>(
        this IArtifactStore store,
        string name,
        T value,
        JsonTypeInfo<T> type,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(value, type));
        return await store.CreateAsync(name, content, cancellation) is not null;
    }

    /// <summary>Writes an artifact whatever is there: for what only the last word counts of.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it is to hold.</param>
    /// <param name="type">How it is written: of <see cref="PipelineJson"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task PutJsonAsync<T>(
        this IArtifactStore store,
        string name,
        T value,
        JsonTypeInfo<T> type,
        CancellationToken cancellation = default) =>
        store.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(value, type), cancellation);
}
