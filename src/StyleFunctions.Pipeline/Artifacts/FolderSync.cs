using System.Runtime.InteropServices;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>Brings a folder to the disk: which names it holds.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    // Of <errno.h>: the folder was removed meanwhile, or its file system has no such thing.
    private const int NoSuchFile = 2;
    private const int Invalid = 22;

    /// <summary>
    /// Waits until the folder is on the disk. Windows keeps folders in its journal and needs no asking.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void ToDisk(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            Check(folder);
            return;
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                Check(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static void Check(string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error is not (NoSuchFile or Invalid))
        {
            throw new IOException(
                $"The folder '{folder}' cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
