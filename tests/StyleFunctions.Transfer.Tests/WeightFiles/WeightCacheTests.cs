using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

public sealed class WeightCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_variable_names_the_folder_and_else_the_user_s_cache_holds_it()
    {
        Assert.Equal(_folder["weights"], WeightCache.FolderFor(_folder.FullName, "unused"));
        var inUsersCache = _folder[Path.Combine("stylefunctions", "weights")];
        Assert.Equal(inUsersCache, WeightCache.FolderFor(null, _folder.FullName));
        Assert.Equal(inUsersCache, WeightCache.FolderFor("", _folder.FullName));
        Assert.True(Path.IsPathRooted(WeightCache.Folder));
    }

    [Theory]
    [InlineData(false, null, ".cache")]
    [InlineData(false, "relative", ".cache")]
    [InlineData(true, "relative", "Library/Caches")]
    public void The_user_s_cache_is_the_platform_s(bool isMac, string? xdgCacheHome, string expected) =>
        Assert.Equal(
            Path.GetFullPath(_folder[expected]),
            Path.GetFullPath(WeightCache.UnixCache(isMac, xdgCacheHome, _folder.FullName)));

    [Fact]
    public void Xdg_s_variable_is_honoured() =>
        Assert.Equal(_folder["xdg"], WeightCache.UnixCache(false, _folder["xdg"], _folder.FullName));

    [Fact]
    public void The_known_file_is_found_before_others_and_unfinished_ones_never()
    {
        Assert.Null(Find(NetworkArchitecture.Vgg19, "missing"));
        Make("vgg19-dcbb9e9d.pth", 100);
        Make("vgg19-dcbb9e9d.pth.part", WeightSource.Vgg19.Length!.Value);
        Make("vgg16-00b39a1b.pth", 100);
        Make("vgg19-notahash.pth", 100);
        Assert.Null(Find(NetworkArchitecture.Vgg19));
        Assert.Null(Find(NetworkArchitecture.Embedded));
        Assert.Equal(_folder["vgg16-00b39a1b.pth"], Find(NetworkArchitecture.Vgg16));

        Make("vgg19-11aea017.safetensors", 100);
        Assert.Equal(_folder["vgg19-11aea017.safetensors"], Find(NetworkArchitecture.Vgg19));

        Make("vgg19-dcbb9e9d.pth", WeightSource.Vgg19.Length.Value);
        Assert.Equal(_folder["vgg19-dcbb9e9d.pth"], Find(NetworkArchitecture.Vgg19));
    }

    [Fact]
    public void Known_files_are_named_by_their_hashes()
    {
        Assert.All(WeightSource.All, s =>
        {
            Assert.Equal($"{s.Architecture.Name}-{s.Hash[..8]}.pth", s.FileName);
            Assert.EndsWith(s.FileName, s.Address.AbsoluteUri);
            Assert.Equal(64, s.Hash.Length);
            Assert.Same(s, WeightSource.For(s.Architecture));
        });
        Assert.Null(WeightSource.For(NetworkArchitecture.Embedded));
    }

    [Theory]
    [InlineData("ftp://example.org/vgg19.pth", null)]
    [InlineData("https://example.org/vgg19.pth", "dcbb9e9d")]
    [InlineData("https://example.org/vgg19.pth", "zcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44")]
    public void Addresses_and_hashes_are_checked(string address, string? hash) =>
        Assert.Throws<ArgumentException>(() => WeightSource.Vgg19.From(new Uri(address), hash));

    [Fact]
    public void The_same_file_from_elsewhere_keeps_its_name_hash_and_size() => Assert.Equal(
        WeightSource.Vgg19 with { Address = new Uri("https://example.org/vgg.pth") },
        WeightSource.Vgg19.From(new Uri("https://example.org/vgg.pth")));

    private string? Find(NetworkArchitecture architecture, string? subfolder = null) =>
        WeightCache.Find(architecture, subfolder is null ? _folder.FullName : _folder[subfolder]);

    /// <summary>Makes a file of a size that takes no room on the disk.</summary>
    private void Make(string name, long length)
    {
        using var file = File.Create(_folder[name]);
        file.SetLength(length);
    }
}
