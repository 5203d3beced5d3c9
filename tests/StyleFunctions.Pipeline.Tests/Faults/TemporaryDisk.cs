using System.Diagnostics;

namespace StyleFunctions.Pipeline.Tests.Faults;

/// <summary>A small disk of a test's own, in memory; Linux, and only for who may mount.</summary>
internal sealed class TemporaryDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _place;

    /// <summary>An empty disk.</summary>
    /// <param name="kilobytes">Its size.</param>
    public TemporaryDisk(int kilobytes)
    {
        _place = _folder["disk"];
        Directory.CreateDirectory(_place);
        Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "stylefunctions-test", _place);
    }

    /// <summary>Why tests that need one are skipped here; null if they are not.</summary>
    public static string? Skip { get; } = WhyNot();

    /// <summary>The path of a file or folder on it.</summary>
    public string this[string name] => Path.Combine(_place, name);

    /// <summary>Fills it until so many bytes are free.</summary>
    public void FillUp(int free)
    {
        using var ballast = File.Create(this["ballast"]);
        var bytes = new byte[new DriveInfo(_place).AvailableFreeSpace - free];
        ballast.Write(bytes);
    }

    /// <summary>Makes room again.</summary>
    public void MakeRoom() => File.Delete(this["ballast"]);

    /// <summary>Forbids or allows writing to it.</summary>
    public void SetReadOnly(bool isReadOnly) =>
        Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", _place);

    public void Dispose()
    {
        Run("umount", "-l", _place);
        _folder.Dispose();
    }

    private static string? WhyNot()
    {
        try
        {
            new TemporaryDisk(64).Dispose();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "A small disk cannot be mounted here: that takes Linux, and the right to.";
        }
    }

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(error);
        }
    }
}
