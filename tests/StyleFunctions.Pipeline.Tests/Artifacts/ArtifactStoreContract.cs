using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Artifacts;

/// <summary>What every artifact store does, whatever it is made of.</summary>
public abstract class ArtifactStoreContract
{
    public static TheoryData<string> BadNames { get; } =
    [
        "", "/", "/a", "a/", "a//b", "..", "../a", "a/..", "a/../b", ".", "./a", ".store/tmp/a", "a/.b", "a\\b",
        "C:/a", "a\0b", "a\nb", "a*", "a?", "a\"", "a<b", "a>b", "a|b", "a.", "a ", " a", "a/b /c", "nul", "a/COM1.txt",
        new string('a', ArtifactName.LongestPart + 1),
        string.Join('/', Enumerable.Repeat(new string('a', 100), 9)),
    ];

    public static TheoryData<string> GoodNames { get; } =
    [
        "a", "a/b/c/d/e.json", "My photo (2) – Zürich, 東京 🖼.JPG", "a..b", "%2e%2e", "-", "~", "a'b", "common/nullable",
        string.Join('/', Enumerable.Repeat(new string('a', 100), 7)),
    ];

    /// <summary>An empty store.</summary>
    protected abstract IArtifactStore Store { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task What_was_created_is_read(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var content = new ForwardStream(bytes);
        var version = await Store.CreateAsync("folder/file", content);

        await using var read = await Store.ReadAsync("folder/file");
        Assert.NotNull(read);
        Assert.Equal(length, read.Length);
        Assert.Equal(version, read.Version);
        Assert.Equal(bytes, await read.Bytes());
    }

    [Fact]
    public async Task What_is_there_is_not_created_again()
    {
        Assert.NotNull(await Store.Create("a", "first"));
        Assert.Null(await Store.Create("a", "second"));
        Assert.Equal("first", await Store.Text("a"));
    }

    [Fact]
    public async Task What_is_not_there_is_neither_read_nor_replaced_nor_removed()
    {
        var version = await Store.Create("other/file", "");
        foreach (var name in new[] { "file", "other", "other/file/below", "other/second" })
        {
            Assert.Null(await Store.ReadAsync(name));
            Assert.Null(await Store.Replace(name, "", version!));
            Assert.False(await Store.DeleteAsync(name));
        }
    }

    [Fact]
    public async Task What_is_still_the_version_read_is_replaced()
    {
        var first = await Store.Create("a", "first");
        var second = await Store.Replace("a", "second", first!);
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Equal("second", await Store.Text("a"));
        await using var read = await Store.ReadAsync("a");
        Assert.Equal(second, read!.Version);
        Assert.NotNull(await Store.Replace("a", "third", second));
    }

    [Fact]
    public async Task What_has_another_version_stays()
    {
        var first = await Store.Create("a", "1");
        var second = await Store.Replace("a", "2", first!);
        Assert.Null(await Store.Replace("a", "x", first!));
        Assert.Equal("2", await Store.Text("a"));

        await Store.Replace("a", "1", second!);
        Assert.Null(await Store.Replace("a", "x", first!)); // as it was then, but not the same
        Assert.True(await Store.DeleteAsync("a"));
        Assert.Null(await Store.Replace("a", "x", first!));
        await Store.Create("a", "1");
        Assert.Null(await Store.Replace("a", "x", first!));
        Assert.Equal("1", await Store.Text("a"));
    }

    [Fact]
    public async Task What_was_removed_is_gone_and_can_be_created()
    {
        await Store.Create("a/b", "1");
        Assert.True(await Store.DeleteAsync("a/b"));
        Assert.False(await Store.DeleteAsync("a/b"));
        Assert.Null(await Store.ReadAsync("a/b"));
        Assert.Empty(await Store.Names(""));
        Assert.NotNull(await Store.Create("a/b", "2"));
    }

    [Fact]
    public async Task What_is_being_read_is_read_to_its_end_whatever_happens_to_it()
    {
        var old = new string('a', 1_000_000);
        var version = await Store.Create("a", old);
        await Store.Create("b", old);
        await using var a = await Store.ReadAsync("a");
        await using var b = await Store.ReadAsync("b");
        await Store.Replace("a", "new", version!);
        await Store.DeleteAsync("b");

        Assert.Equal(old, await a!.Text());
        Assert.Equal(old, await b!.Text());
    }

    [Fact]
    public async Task Names_are_listed_in_order_by_their_beginning()
    {
        string[] names = ["a-1/x", "a/1", "a/10", "a/2", "a/b/c", "a0", "B"];
        foreach (var name in names.Reverse())
        {
            await Store.Create(name, name);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), await Store.Names(""));
        Assert.Equal(["a/1", "a/10", "a/2", "a/b/c"], await Store.Names("a/"));
        Assert.Equal(["a/1", "a/10"], await Store.Names("a/1"));
        Assert.Equal(["a/b/c"], await Store.Names("a/b"));
        Assert.Empty(await Store.Names("c"));
        Assert.Empty(await Store.Names("a/1/"));
        Assert.Empty(await Store.Names("../"));
        Assert.Empty(await Store.Names("/"));
    }

    [Fact]
    public async Task A_listing_says_how_long_a_file_is_and_which_version()
    {
        var version = await Store.Create("a/b", "four");
        var entry = Assert.Single(await Store.Entries("a/"));
        Assert.Equal(("a/b", 4, version), (entry.Name, entry.Length, entry.Version));
        Assert.Equal(DateTimeOffset.UtcNow, entry.Modified, TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task One_level_of_folders_is_listed()
    {
        foreach (var name in new[] { "jobs/b-1/job.json", "jobs/a-1/x/y", "jobs/a-1/job.json", "jobs/file", "other/x" })
        {
            await Store.Create(name, "");
        }

        Assert.Equal(["jobs/a-1/", "jobs/b-1/"], await Store.Folders("jobs/"));
        Assert.Equal(["jobs/b-1/"], await Store.Folders("jobs/b"));
        Assert.Equal(["jobs/", "other/"], await Store.Folders(""));
        Assert.Empty(await Store.Folders("jobs/b-1/"));
        await Store.DeleteAsync("jobs/b-1/job.json");
        Assert.Equal(["jobs/a-1/"], await Store.Folders("jobs/"));
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_name_that_leads_elsewhere_or_is_not_one_everywhere_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Create(name, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Replace(name, "", "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ReadAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(name));
        Assert.Empty(await Store.Names(""));
    }

    [Fact]
    public Task A_name_that_is_no_Unicode_is_refused() =>
        A_name_that_leads_elsewhere_or_is_not_one_everywhere_is_refused("a\ud800");

    [Theory]
    [MemberData(nameof(GoodNames))]
    public async Task Any_other_name_is_allowed(string name)
    {
        Assert.NotNull(await Store.Create(name, name));
        Assert.Equal(name, await Store.Text(name));
        Assert.Equal([name], await Store.Names(""));
        Assert.True(await Store.DeleteAsync(name));
    }

    [Fact]
    public async Task A_write_that_fails_on_the_way_leaves_things_as_they_were()
    {
        var version = await Store.Create("old", "old");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.CreateAsync("new", new BreakingStream()));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Store.ReplaceAsync("old", new BreakingStream(), version!));
        Assert.Equal("old", await Store.Text("old"));
        Assert.Equal(["old"], await Store.Names(""));
        Assert.NotNull(await Store.Create("new", "new"));
        Assert.NotNull(await Store.Replace("old", "newer", version!));
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var version = await Store.Create("a", "1");
        var cancelled = new CancellationToken(canceled: true);
        using var content = new MemoryStream(new byte[10]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateAsync("b", content, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.ReplaceAsync("a", content, version!, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync("a", cancelled));
        Assert.Equal(["a"], await Store.Names(""));
        Assert.Equal("1", await Store.Text("a"));
    }
}
