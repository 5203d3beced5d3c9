using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Local;

/// <summary>
/// A store that tells when something was read, before whoever reads it has it, and before anything is written.
/// </summary>
internal sealed class WatchedStore(IArtifactStore store) : IArtifactStore
{
    public Func<string, Task> OnRead { get; set; } = _ => Task.CompletedTask;

    public Action OnWrite { get; set; } = () => { };

    public async Task<ArtifactContent?> ReadAsync(string name, CancellationToken cancellation = default)
    {
        var content = await store.ReadAsync(name, cancellation);
        await OnRead(name);
        return content;
    }

    public IAsyncEnumerable<ArtifactEntry> ListAsync(string prefix, CancellationToken cancellation = default) =>
        store.ListAsync(prefix, cancellation);

    public IAsyncEnumerable<string> ListFoldersAsync(string prefix, CancellationToken cancellation = default) =>
        store.ListFoldersAsync(prefix, cancellation);

    public Task<string?> CreateAsync(string name, Stream content, CancellationToken cancellation = default)
    {
        OnWrite();
        return store.CreateAsync(name, content, cancellation);
    }

    public Task<string?> ReplaceAsync(
        string name, Stream content, string version, CancellationToken cancellation = default)
    {
        OnWrite();
        return store.ReplaceAsync(name, content, version, cancellation);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellation = default)
    {
        OnWrite();
        return store.DeleteAsync(name, cancellation);
    }
}
