using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Artifacts;

/// <summary>The contract, and what is a folder's own.</summary>
public sealed class FolderArtifactStoreTests : ArtifactStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderArtifactStoreTests() => Store = new FolderArtifactStore(_folder["store"], "inbox/");

    protected override IArtifactStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Artifacts_are_files_and_nothing_else_stays_but_locks()
    {
        var version = await Store.Create("jobs/a/job.json", "1");
        await Store.Replace("jobs/a/job.json", "2", version!);
        await Store.Create("jobs/a/job.json", "3");
        await Store.Replace("jobs/a/job.json", "4", version!);
        Assert.Equal("2", await File.ReadAllTextAsync(_folder["store/jobs/a/job.json"]));
        Assert.Equal(
            ["store/jobs/a/job.json"],
            _folder.Content.Where(f => File.Exists(_folder[f]) && !f.Contains("locks", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Empty_folders_are_removed_but_those_that_people_put_files_into()
    {
        await Store.Create("jobs/a/x/y", "");
        await Store.Create("inbox/style/photo.jpg", "");
        await Store.DeleteAsync("jobs/a/x/y");
        await Store.DeleteAsync("inbox/style/photo.jpg");
        Assert.False(Directory.Exists(_folder["store/jobs"]));
        Assert.True(Directory.Exists(_folder["store/inbox/style"]));
        Assert.Empty(await Store.Folders(""));
    }

    [Fact]
    public async Task Files_put_there_by_hand_are_artifacts_if_their_names_can_be()
    {
        Directory.CreateDirectory(_folder["store/inbox/.hidden"]);
        _folder.Text("store/inbox/photo.jpg", "photo");
        _folder.Text("store/inbox/.DS_Store", "");
        _folder.Text("store/inbox/.hidden/x", "");
        Assert.Equal(["inbox/photo.jpg"], await Store.Names(""));
        Assert.Equal("photo", await Store.Text("inbox/photo.jpg"));
    }

    [Fact]
    public async Task A_name_that_is_a_folder_or_lies_below_a_file_cannot_be_written()
    {
        await Store.Create("a/b", "");
        await Assert.ThrowsAsync<IOException>(() => Store.Create("a", ""));
        await Assert.ThrowsAsync<IOException>(() => Store.Create("a/b/c", ""));
        Assert.Equal(["a/b"], await Store.Names(""));
    }

    [Fact]
    public async Task What_a_process_that_died_left_unfinished_is_removed_in_time()
    {
        await Store.Create("a", "");
        var (old, young) = (_folder.Text("store/.store/tmp/old", ""), _folder.Text("store/.store/tmp/young", ""));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        Assert.Equal("", await new FolderArtifactStore(_folder["store"]).Text("a"));
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young)); // another process may be at it
    }

    [Fact]
    public void A_claim_is_one_processs_until_it_gives_it_up()
    {
        var (one, other) = ((FolderArtifactStore)Store, new FolderArtifactStore(_folder["store"]));
        Assert.False(other.IsClaimed("a"));
        using (one.TryClaim("a"))
        {
            Assert.Null(other.TryClaim("a"));
            Assert.True(other.IsClaimed("a"));
            Assert.False(other.IsClaimed("b"));
        }

        Assert.False(other.IsClaimed("a"));
        using var again = other.TryClaim("a");
        Assert.NotNull(again);
        Assert.Throws<ArgumentException>(() => other.TryClaim("../a"));
    }

    [Fact]
    public async Task A_clock_that_goes_back_gives_a_replacement_no_older_version()
    {
        var version = await Store.Create("a", "1");
        var future = DateTime.UtcNow.AddYears(1);
        File.SetLastWriteTimeUtc(_folder["store/a"], future);
        Assert.Null(await Store.Replace("a", "2", version!));

        await using var read = await Store.ReadAsync("a");
        var second = await Store.Replace("a", "2", read!.Version);
        Assert.NotEqual(read.Version, second);
        Assert.True(File.GetLastWriteTimeUtc(_folder["store/a"]) > future);
    }
}
