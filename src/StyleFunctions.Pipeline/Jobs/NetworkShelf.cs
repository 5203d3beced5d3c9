namespace StyleFunctions.Pipeline.Jobs;

/// <summary>The networks an installation has.</summary>
/// <param name="names">Their names, the one that is taken where nobody chooses first.</param>
/// <param name="profile">What is known of one of them.</param>
public sealed class NetworkShelf(
    IReadOnlyList<string> names, Func<string, CancellationToken, Task<NetworkProfile>> profile)
{
    /// <summary>The networks that are here, the one that is taken where nobody chooses first.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The profile of a network; of the first where none is asked for, or one that is not here.</summary>
    /// <param name="name">Its name; null for any.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<NetworkProfile> ProfileAsync(string? name, CancellationToken cancellation = default) =>
        profile(name is not null && names.Contains(name) ? name : names[0], cancellation);
}
