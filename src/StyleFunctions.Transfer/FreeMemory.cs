using System.Globalization;

namespace StyleFunctions.Transfer;

/// <summary>How much memory is free for this process.</summary>
public static class FreeMemory
{
    // cgroup v1 writes "no limit" as a number near 2^63.
    private const long Unlimited = long.MaxValue / 2;

    /// <summary>
    /// On Linux what the machine has left or what the process's control groups allow, whichever is less; elsewhere what
    /// .NET knows of the machine.
    /// </summary>
    public static long Bytes => OnLinux("/") ?? Elsewhere();

    /// <summary>
    /// What a transfer may use where nobody says: three quarters of what is free, in so round a number that it can be
    /// shown, and given again to get the same bytes.
    /// </summary>
    public static long Default
    {
        get
        {
            var share = Bytes / 4 * 3;
            var step = share >= 1_000_000_000 ? 100_000_000 : 1_000_000;
            return Math.Max(share / step, 1) * step;
        }
    }

    /// <summary>What is free on Linux; null where its files are not there.</summary>
    /// <param name="root">The folder that holds proc and sys.</param>
    internal static long? OnLinux(string root)
    {
        if (Number(Path.Combine(root, "proc/meminfo"), "MemAvailable:") is not { } available)
        {
            return null;
        }

        var free = available * 1024;
        foreach (var line in Lines(Path.Combine(root, "proc/self/cgroup")))
        {
            // hierarchy:controllers:path, where version 2 names no controllers.
            if (line.Split(':', 3) is not [_, var controllers, var path])
            {
                continue;
            }

            if (controllers.Length == 0)
            {
                free = Math.Min(free, Left(
                    Path.Combine(root, "sys/fs/cgroup"), path, "memory.max", "memory.current", "inactive_file"));
            }
            else if (controllers.Split(',').Contains("memory"))
            {
                free = Math.Min(free, Left(
                    Path.Combine(root, "sys/fs/cgroup/memory"),
                    path,
                    "memory.limit_in_bytes",
                    "memory.usage_in_bytes",
                    "total_inactive_file"));
            }
        }

        return Math.Max(free, 0);
    }

    // What the tightest of a group and the groups around it leaves. In a container the path may be the host's and not
    // be there; the container's own group then stands at the top.
    private static long Left(string top, string path, string limitFile, string usageFile, string reclaimable)
    {
        var left = long.MaxValue;
        var folders = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var depth = folders.Length; depth >= 0; depth--)
        {
            var folder = Path.Combine([top, .. folders.Take(depth)]);
            if (Number(Path.Combine(folder, limitFile)) is { } limit and < Unlimited
                && Number(Path.Combine(folder, usageFile)) is { } usage)
            {
                // Pages of files that nobody uses are given up when memory is short.
                var files = Number(Path.Combine(folder, "memory.stat"), reclaimable) ?? 0;
                left = Math.Min(left, limit - Math.Max(usage - files, 0));
            }
        }

        return left;
    }

    private static long Elsewhere()
    {
        var memory = GC.GetGCMemoryInfo();
        return Math.Max(memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes, 0);
    }

    // The number on a file's first line, or after a word at the beginning of a line; null if there is none.
    private static long? Number(string path, string word = "")
    {
        foreach (var line in Lines(path))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var index = word.Length == 0 ? 0 : 1;
            if (parts.Length > index && (index == 0 || parts[0] == word))
            {
                return long.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : null;
            }
        }

        return null;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
