using System.Globalization;
using System.Text;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// Locks between threads and processes, as files opened for one alone: the operating system gives them back when a
/// process dies.
/// </summary>
/// <param name="folder">Where the files lie.</param>
internal sealed class FolderLocks(string folder)
{
    private const int Files = 64;

    /// <summary>Waits for the lock of a name, which some other names share.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The lock; disposed of, it is free.</returns>
    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Index(name).ToString("00", CultureInfo.InvariantCulture));
        for (var wait = 1; ; wait = Math.Min(2 * wait, 20))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e))
            {
                await Task.Delay(wait, cancellation);
            }
        }
    }

    // The same in every process: FNV-1a.
    private static uint Index(string name)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ value) * 16777619;
        }

        return hash % Files;
    }

    // Windows' sharing violation, and EWOULDBLOCK of Linux and of macOS.
    internal static bool IsHeld(IOException error) =>
        error.HResult is unchecked((int)0x80070020) or 11 or 35;
}
