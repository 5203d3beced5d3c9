using System.Text;
using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Artifacts;

/// <summary>Artifacts as text, and listings as lists.</summary>
internal static class StoreTexts
{
    public static async Task<string?> Create(this IArtifactStore store, string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await store.CreateAsync(name, content);
    }

    public static async Task<string?> Replace(this IArtifactStore store, string name, string text, string version)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await store.ReplaceAsync(name, content, version);
    }

    public static async Task<string> Text(this IArtifactStore store, string name) =>
        Encoding.UTF8.GetString(await store.Bytes(name));

    public static async Task<byte[]> Bytes(this IArtifactStore store, string name)
    {
        await using var read = await store.ReadAsync(name);
        Assert.NotNull(read);
        return await read.Bytes();
    }

    public static async Task<string> Text(this ArtifactContent content) =>
        Encoding.UTF8.GetString(await content.Bytes());

    public static async Task<byte[]> Bytes(this ArtifactContent content)
    {
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public static async Task<IReadOnlyList<ArtifactEntry>> Entries(this IArtifactStore store, string prefix)
    {
        var entries = new List<ArtifactEntry>();
        await foreach (var entry in store.ListAsync(prefix))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public static async Task<IReadOnlyList<string>> Names(this IArtifactStore store, string prefix) =>
        [.. (await store.Entries(prefix)).Select(e => e.Name)];

    public static async Task<IReadOnlyList<string>> Folders(this IArtifactStore store, string prefix)
    {
        var folders = new List<string>();
        await foreach (var folder in store.ListFoldersAsync(prefix))
        {
            folders.Add(folder);
        }

        return folders;
    }
}
