using System.Security.Cryptography;

namespace StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

/// <summary>
/// The file {name}.part that a download fills, and beside it {name}.part.tag, which remembers where the bytes came
/// from and the server's ETag or Last-Modified, so that a later try can ask for the rest of the same file. Only one
/// process at a time can hold it open.
/// </summary>
internal sealed class PartialDownload : IDisposable
{
    private readonly string _target;
    private readonly string _tagPath;
    private readonly string _place;
    private readonly FileStream _file;

    /// <summary>Opens what an earlier try left, or starts anew.</summary>
    /// <param name="target">The name the file is to have in the end.</param>
    /// <param name="place">Where its bytes come from, in one line.</param>
    /// <exception cref="IOException">
    /// It cannot be opened, perhaps because another process is downloading it.
    /// </exception>
    public PartialDownload(string target, string place)
    {
        _target = target;
        _place = place;
        _tagPath = $"{PathFor(target)}.tag";
        _file = new FileStream(PathFor(target), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Validator = ReadTag();
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Bytes so far.</summary>
    public long Length => _file.Length;

    /// <summary>
    /// The ETag (in its quotes) or Last-Modified date of the bytes so far, or null where they cannot be continued.
    /// </summary>
    public string? Validator { get; private set; }

    /// <summary>Where the bytes of a file lie while it is being downloaded.</summary>
    public static string PathFor(string target) => $"{target}.part";

    /// <summary>Forgets the bytes so far; the next ones are the first of a file with the given validator.</summary>
    public void Restart(string? validator)
    {
        _file.SetLength(0);
        Validator = validator;
        if (validator is null)
        {
            File.Delete(_tagPath);
        }
        else
        {
            File.WriteAllLines(_tagPath, [_place, validator]);
        }
    }

    /// <summary>Adds bytes at the end.</summary>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        _file.WriteAsync(bytes, cancellation);

    /// <summary>SHA-256 of the bytes so far, in lower-case hexadecimal.</summary>
    public async Task<string> HashAsync(CancellationToken cancellation)
    {
        _file.Seek(0, SeekOrigin.Begin);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(_file, cancellation).ConfigureAwait(false));
        _file.Seek(0, SeekOrigin.End);
        return hash;
    }

    /// <summary>Gives the file its final name, once its bytes are on the disk.</summary>
    public void Commit()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(PathFor(_target), _target, overwrite: true);
        File.Delete(_tagPath);
    }

    /// <summary>Removes the file.</summary>
    public void Remove()
    {
        _file.Dispose();
        File.Delete(PathFor(_target));
        File.Delete(_tagPath);
    }

    /// <summary>Closes the file and keeps it, unless it is empty.</summary>
    public void Dispose()
    {
        if (_file.CanRead && _file.Length == 0)
        {
            Remove();
        }

        _file.Dispose();
    }

    private string? ReadTag() =>
        File.Exists(_tagPath) && File.ReadAllLines(_tagPath) is [var place, var validator] && place == _place
            ? validator
            : null;
}
