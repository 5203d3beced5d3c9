using System.Globalization;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer;

namespace StyleFunctions.Cli;

/// <summary>Pictures on the way: one every so many iterations, and one at the end of each scale.</summary>
/// <param name="folder">Where they are written; null for nowhere.</param>
/// <param name="every">Iterations between two of them.</param>
/// <param name="written">How they are written.</param>
/// <param name="say">
/// Tells a person that they cannot be written any more, which is no reason to lose the picture.
/// </param>
internal sealed class Frames(string? folder, int every, PictureWriteOptions written, Action<string> say)
{
    private bool _failed;

    /// <summary>Makes the folder.</summary>
    public void Prepare()
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Writes a frame if one is due.</summary>
    /// <param name="progress">Where the transfer stands.</param>
    /// <param name="current">Gives the picture as it stands.</param>
    public void Save(TransferProgress progress, Func<Picture> current)
    {
        var due = progress.Iteration % every == 0 || progress.Iteration == progress.Iterations;
        if (folder is not null && due && !_failed)
        {
            // Sorted by name, they are in the order of their making.
            var name = string.Create(
                CultureInfo.InvariantCulture, $"scale{progress.Scale:00}-iteration{progress.Iteration:000000}.png");
            try
            {
                PictureFile.Write(Path.Combine(folder, name), current(), written);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _failed = true;
                say($"No more pictures can be written to '{folder}': {e.Message}");
            }
        }
    }
}
