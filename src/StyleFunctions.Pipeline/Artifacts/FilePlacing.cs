using System.Runtime.InteropServices;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// Gives a finished file its name only if nothing has that name, in one step that no crash and no other process can
/// divide. A plain create-new can be seen half-written, and File.Move looks first and renames then.
/// </summary>
internal static partial class FilePlacing
{
    // Of <errno.h>, alike on Linux, macOS and the BSDs.
    private const int NotPermitted = 1;
    private const int NoSuchFile = 2;
    private const int AccessDenied = 13;
    private const int FileExists = 17;
    private const int ReadOnlyFileSystem = 30;

    // Of <winerror.h>.
    private const int PathNotFound = 3;
    private const int WindowsAccessDenied = 5;
    private const int WindowsFileExists = 80;
    private const int AlreadyExists = 183;

    private const uint WriteThrough = 8;

    /// <summary>Gives the file its name. On Unix it keeps the old one too.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">The name it is to have, in the same file system.</param>
    /// <exception cref="IOException">The file system cannot do it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static PlacingOutcome PutIfAbsent(string file, string place)
    {
        if (OperatingSystem.IsWindows() ? MoveFile(file, place, WriteThrough) : Link(file, place) == 0)
        {
            return PlacingOutcome.Placed;
        }

        var error = Marshal.GetLastPInvokeError();
        return OperatingSystem.IsWindows() ? WindowsOutcome(error, place) : UnixOutcome(error, place);
    }

    private static PlacingOutcome UnixOutcome(int error, string place) => error switch
    {
        FileExists => PlacingOutcome.Taken,
        NoSuchFile => PlacingOutcome.NoFolder,
        AccessDenied or ReadOnlyFileSystem => throw new UnauthorizedAccessException(Failure(error, place)),
        NotPermitted => throw new IOException(
            $"'{place}' cannot be written: the file system has no hard links, which a store needs."),
        _ => throw new IOException(Failure(error, place)),
    };

    private static PlacingOutcome WindowsOutcome(int error, string place) => error switch
    {
        WindowsFileExists or AlreadyExists => PlacingOutcome.Taken,
        PathNotFound => PlacingOutcome.NoFolder,
        WindowsAccessDenied => throw new UnauthorizedAccessException(Failure(error, place)),
        _ => throw new IOException(Failure(error, place)),
    };

    private static string Failure(int error, string place) =>
        $"'{place}' cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.";

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string oldPath, string newPath);

    [LibraryImport(
        "kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool MoveFile(string oldPath, string newPath, uint flags);
}
