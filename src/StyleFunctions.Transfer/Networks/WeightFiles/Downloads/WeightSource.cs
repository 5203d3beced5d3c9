namespace StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

/// <summary>A weight file that can be downloaded.</summary>
/// <param name="Architecture">The network the weights are for.</param>
/// <param name="FileName">Its name in the cache: vgg19-dcbb9e9d.pth.</param>
/// <param name="Address">http, https or file.</param>
/// <param name="Length">Its size in bytes, where known.</param>
/// <param name="Hash">SHA-256 of the whole file, in lower-case hexadecimal.</param>
public sealed record WeightSource(
    NetworkArchitecture Architecture, string FileName, Uri Address, long? Length, string Hash)
{
    private const int HashDigits = 64;

    /// <summary>torchvision's VGG-19.</summary>
    public static WeightSource Vgg19 { get; } = new(
        NetworkArchitecture.Vgg19,
        "vgg19-dcbb9e9d.pth",
        new Uri("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth"),
        574_673_361,
        "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44");

    /// <summary>torchvision's VGG-16.</summary>
    public static WeightSource Vgg16 { get; } = new(
        NetworkArchitecture.Vgg16,
        "vgg16-397923af.pth",
        new Uri("https://download.pytorch.org/models/vgg16-397923af.pth"),
        553_433_881,
        "397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0");

    /// <summary>Every file this library knows where to find.</summary>
    public static IReadOnlyList<WeightSource> All { get; } = [Vgg19, Vgg16];

    /// <summary>The address as it may be shown and stored: without passwords and query, where secrets are.</summary>
    internal string Place =>
        Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>The file for a network, or null for one that needs none.</summary>
    public static WeightSource? For(NetworkArchitecture architecture) =>
        All.FirstOrDefault(s => s.Architecture == architecture);

    /// <summary>Whether weights are fetched from addresses like this: http, https or file.</summary>
    /// <param name="address">The address.</param>
    public static bool CanFetch(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri && (address.Scheme is "http" or "https" || address.IsFile);
    }

    /// <summary>Whether a text is a SHA-256 in hexadecimal.</summary>
    /// <param name="text">The text.</param>
    public static bool IsHash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == HashDigits && text.All(char.IsAsciiHexDigit);
    }

    /// <summary>The same network's weights from elsewhere: the same file, or with another hash another file.</summary>
    /// <param name="address">http, https or file.</param>
    /// <param name="hash">SHA-256 of the other file, in hexadecimal, or null for the same file.</param>
    /// <exception cref="ArgumentException">The address has another scheme, or the hash is not one.</exception>
    public WeightSource From(Uri address, string? hash = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!CanFetch(address))
        {
            throw new ArgumentException(
                $"Weights are fetched from http, https or file addresses, and '{address}' is none.", nameof(address));
        }

        if (hash is not null && !IsHash(hash))
        {
            throw new ArgumentException(
                $"A SHA-256 has {HashDigits} hexadecimal digits, and '{hash}' is none.", nameof(hash));
        }

        var other = hash?.ToLowerInvariant() ?? Hash;
        return other == Hash ? this with { Address = address } : this with
        {
            Address = address,
            Hash = other,
            Length = null,
            FileName = $"{Architecture.Name}-{other[..8]}{Path.GetExtension(address.AbsolutePath)}",
        };
    }
}
