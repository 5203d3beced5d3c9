namespace StyleFunctions.Transfer.Tests;

/// <summary>What files that look like Linux's say; and that the machine at hand has an answer.</summary>
public sealed class FreeMemoryTests : IDisposable
{
    private const long Available = 8_000_000L * 1024;

    private readonly TemporaryFolder _root = new();

    public FreeMemoryTests() => Write("proc/meminfo", "MemTotal: 9000000 kB\nMemAvailable:    8000000 kB\n");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Without_groups_it_is_what_the_machine_has_left() => AssertFree(Available);

    [Fact]
    public void Version_2_leaves_its_limit_less_what_is_in_use_but_for_idle_files()
    {
        Write("proc/self/cgroup", "0::/jobs/one\n");
        Group("jobs/one", "3000000000", "1200000000", "anon 900000000\ninactive_file 200000000\n");
        AssertFree(2_000_000_000);
    }

    [Fact]
    public void A_group_around_it_may_be_tighter()
    {
        Write("proc/self/cgroup", "0::/jobs/one\n");
        Group("jobs/one", "max", "1000", "");
        Group("jobs", "1500000000", "500000000", "inactive_file 0\n");
        AssertFree(1_000_000_000);
    }

    [Fact]
    public void A_group_that_allows_more_than_there_is_changes_nothing()
    {
        Write("proc/self/cgroup", "0::/\n");
        Group("", "99000000000", "1000", "");
        AssertFree(Available);
    }

    [Fact]
    public void Version_1_says_the_same_in_other_words()
    {
        Write("proc/self/cgroup", "12:cpu,cpuacct:/x\n4:memory:/docker/abc\n");
        Write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "2000000000\n");
        Write("sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", "700000000\n");
        Write("sys/fs/cgroup/memory/docker/abc/memory.stat", "inactive_file 1\ntotal_inactive_file 200000000\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "5000000000\n");
        AssertFree(1_500_000_000);
    }

    [Fact]
    public void In_a_container_whose_group_has_the_hosts_name_the_top_counts()
    {
        Write("proc/self/cgroup", "4:memory:/docker/abc\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000000\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "500000000\n");
        AssertFree(1_500_000_000);
    }

    [Fact]
    public void A_group_that_is_full_leaves_nothing()
    {
        Write("proc/self/cgroup", "0::/\n");
        Group("", "1000000", "2000000", "");
        AssertFree(0);
    }

    [Fact]
    public void Where_there_are_no_such_files_nothing_is_known() =>
        Assert.Null(FreeMemory.OnLinux(_root["nowhere"]));

    [Fact]
    public void This_machine_has_some_and_three_quarters_of_it_are_a_round_number()
    {
        Assert.True(FreeMemory.Bytes > 0);
        Assert.Equal(0, FreeMemory.Default % 1_000_000);
    }

    private void AssertFree(long expected) => Assert.Equal(expected, FreeMemory.OnLinux(_root.FullName));

    private void Group(string path, string limit, string usage, string stat)
    {
        Write($"sys/fs/cgroup/{path}/memory.max", $"{limit}\n");
        Write($"sys/fs/cgroup/{path}/memory.current", $"{usage}\n");
        Write($"sys/fs/cgroup/{path}/memory.stat", stat);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root[path])!);
        _root.Text(path, text);
    }
}
