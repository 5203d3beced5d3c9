using System.Text.Json;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Local;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Tests.Jobs;

/// <summary>How requests become jobs.</summary>
public sealed class IntakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public IntakeTests() => _store = new FolderArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_says_every_setting_and_names_its_inputs_by_their_hashes()
    {
        var job = await _store.Accept(SmallJob.Request);
        var read = await new JobStore(_store).ReadAsync(job.Id);
        Assert.Equal(
            JsonSerializer.Serialize(job, PipelineJson.Default.Job),
            JsonSerializer.Serialize(read!, PipelineJson.Default.Job));

        var variant = Assert.Single(job.Variants);
        Assert.Equal(Setting.All.Select(s => s.Name), variant.Settings.Keys);
        Assert.Equal("46", variant.Settings["size"]);
        var defaults = NetworkArchitecture.Embedded.DefaultSettings;
        Assert.Equal(
            defaults with { Size = 46, MinSize = 32, Iterations = 4, InitialIterations = 5, StyleWeights = [] },
            variant.TransferSettings() with { StyleWeights = defaults.StyleWeights });
        Assert.Equal([(33, 22, 5), (46, 30, 4)], variant.Scales.Select(s => (s.Width, s.Height, s.Iterations)));

        Assert.Equal([SmallJob.Harbour, SmallJob.Brushwork], job.Inputs.Select(i => i.Name));
        foreach (var input in job.Inputs)
        {
            var bytes = await _store.Bytes(JobLayout.Input(job.Id, input.Hash));
            Assert.Equal(input.Hash, CanonicalPicture.Decode(bytes).Hash);
        }
    }

    [Fact]
    public async Task The_same_request_is_the_same_job()
    {
        var first = await Accept(SmallJob.Request);
        Assert.True(first.IsNew);
        var settings = SmallJob.Request.Settings.Reverse().ToDictionary(s => s.Key, s => s.Value);
        settings["content-weight"] = "0.120"; // the default, written out
        foreach (var again in new[] { SmallJob.Request, SmallJob.Request with { Settings = settings, Name = "Mine" } })
        {
            var second = await Accept(again);
            Assert.False(second.IsNew);
            Assert.Equal(first.Job.Id, second.Job.Id);
        }

        Assert.Single(await _store.Folders(JobLayout.Jobs));
    }

    [Fact]
    public async Task Whatever_counts_makes_another_job()
    {
        var ids = new List<string>();
        var request = SmallJob.Request;
        foreach (var changed in new[]
        {
            request,
            request.With(("seed", "1")),
            request.With(("memory", "1GB")),
            request with { Content = [SmallJob.Mosaic] },
            request with { Styles = [SmallJob.Mosaic] },
            request with { Styles = [SmallJob.Brushwork, SmallJob.Mosaic] },
            request with { Styles = [SmallJob.Mosaic, SmallJob.Brushwork] },
            request with { Styles = [SmallJob.Mosaic, SmallJob.Brushwork], StyleMode = StyleMode.Each },
            request with { BitDepth = 16 },
            request.With(("seed", new SettingValues(["0", "1"]))),
        })
        {
            ids.Add((await Accept(changed)).Job.Id);
        }

        ids.Add((await Accept(request, SmallJob.Profile with { Hash = new string('0', 64) })).Job.Id);
        ids.Add((await _store.Accept(request, run: 2)).Id);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(JobIdentity.IsId(id)));
    }

    [Fact]
    public async Task Memory_that_the_request_leaves_open_is_written_down_and_makes_no_other_job()
    {
        var request = SmallJob.Request.With(("memory", new SettingValues(["", "1GB"])));
        var first = await _store.Accept(request, memory: 2_000_000_000);
        Assert.Equal(["2GB", "1GB"], first.Variants.Select(v => v.Settings["memory"]));

        foreach (var memory in new long?[] { 3_000_000_000, null })
        {
            var again = await _store.Accept(request, memory: memory);
            Assert.Equal(first.Id, again.Id);
            Assert.Equal("2GB", again.Variants[0].Settings["memory"]);
        }
    }

    [Fact]
    public void An_identity_stays_what_it_is()
    {
        // A job begun with one version of the program is found again by the next: this changes only on purpose.
        Variant variant = new()
        {
            Id = "v001",
            Label = "",
            Content = "c",
            Styles = ["s1", "s2"],
            Settings = new Dictionary<string, string> { ["size"] = "512", ["init"] = "content" },
            Scales = [],
        };
        var network = new JobNetwork("embedded", "h", 1);
        Assert.Equal(
            "stylefunctions-job-1\nnetwork embedded h 1\nbit-depth 8\ncontent c\nstyle s1\nstyle s2\ninit=content\n"
            + "size=512\n",
            JobIdentity.CanonicalForm(network, 8, [variant]));
    }

    [Fact]
    public async Task Lists_of_values_contents_and_styles_make_a_sweep()
    {
        var job = await _store.Accept(SmallJob.Request with
        {
            Content = [SmallJob.Harbour, SmallJob.Mosaic],
            Styles = [SmallJob.Brushwork, SmallJob.Mosaic],
            StyleMode = StyleMode.Each,
            Settings = SmallJob.Request.With(
                ("seed", new SettingValues(["1", "2", "01"])), ("content-weight", new SettingValues(["0.1", "1"])))
                .Settings,
        });
        Assert.Equal(16, job.Variants.Count);
        Assert.Equal(Enumerable.Range(1, 16).Select(i => $"v{i:000}"), job.Variants.Select(v => v.Id));
        Assert.Equal("harbour.png, brushwork.png, content-weight 0.1, seed 1", job.Variants[0].Label);
        Assert.Equal("harbour.png, brushwork.png, content-weight 0.1, seed 2", job.Variants[1].Label);
        Assert.Equal("mosaic.png, mosaic.png, content-weight 1, seed 2", job.Variants[15].Label);
        Assert.Equal("2", job.Variants[15].Settings["seed"]);
        Assert.Equal(16, job.Variants.Select(v => v.Label).Distinct().Count());
        Assert.Equal(3, job.Inputs.Count);
        Assert.All(job.Variants, v => Assert.Single(v.Styles));
    }

    [Fact]
    public async Task Styles_are_blended_unless_each_is_asked_for()
    {
        var request = SmallJob.Request with { Styles = [SmallJob.Brushwork, SmallJob.Mosaic] };
        var blend = Assert.Single((await _store.Accept(request.With(("style-weights", "2,1")))).Variants);
        Assert.Equal(2, blend.Styles.Count);
        Assert.Equal("2,1", blend.Settings["style-weights"]);
        Assert.Equal("", blend.Label);
    }

    [Fact]
    public async Task A_picture_to_start_from_is_an_input()
    {
        var job = await _store.Accept(SmallJob.Request.With(("init", new SettingValues([SmallJob.Mosaic, "noise"]))));
        var mosaic = SmallJob.Pictures[SmallJob.Mosaic].Hash;
        Assert.Equal((mosaic, mosaic), (job.Variants[0].Start, job.Variants[0].Settings["init"]));
        Assert.Equal((null, "noise"), (job.Variants[1].Start, job.Variants[1].Settings["init"]));
        Assert.Contains(job.Inputs, i => i.Hash == mosaic);
        await _store.Paint(job, new());
    }

    [Theory]
    [InlineData("content", "names no picture")]
    [InlineData("styles", "There is no picture 'brushwrk.png'; did you mean 'brushwork.png'?")]
    [InlineData("bitDepth", "8 or 16")]
    [InlineData("network", "'vgg91' is not here, but embedded is; did you mean 'vgg19'?")]
    [InlineData("name", "200")]
    [InlineData("settings", "2000 variants; a job may have at most 1000")]
    public async Task What_is_wrong_is_said_with_what_is_allowed(string field, string message)
    {
        var request = field switch
        {
            "content" => SmallJob.Request with { Content = [null!] },
            "styles" => SmallJob.Request with { Styles = ["brushwrk.png"] },
            "network" => SmallJob.Request with { Network = "vgg91" },
            "bitDepth" => SmallJob.Request with { BitDepth = 12 },
            "name" => SmallJob.Request with { Name = new string('x', 201) },
            _ => SmallJob.Request.With(("seed", new SettingValues([.. Enumerable.Range(0, 2000).Select(i => $"{i}")]))),
        };
        var refusal = await Assert.ThrowsAsync<JobRefusedException>(() => Accept(request));
        Assert.Equal(field, refusal.Field);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.Names(""));
    }

    [Theory]
    [InlineData("sede", "1", "seed")]
    [InlineData("seed", "-1", "takes")]
    [InlineData("size", "abc", "16 to 50000")]
    [InlineData("optimizer", "adm", "did you mean 'adam'?")]
    [InlineData("init", "brushwrk.png", "neither a picture")]
    [InlineData("style-layers", "relu9_1", "no layer 'relu9_1'")]
    [InlineData("min-size", "16", "needs at least")]
    [InlineData("style-weights", "1,2", "give one for each")]
    public async Task A_setting_that_is_not_allowed_is_named(string setting, string value, string message)
    {
        var refusal = await Assert.ThrowsAsync<InvalidSettingException>(
            () => Accept(SmallJob.Request.With((setting, value))));
        Assert.Equal(setting, refusal.Setting);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.Names(""));
    }

    [Fact]
    public async Task Killed_at_any_moment_a_job_that_is_there_says_which_command_line_began_it()
    {
        var output = new JobOutput("/pictures/out.png", 95);
        var id = "";
        for (var writes = 0; id.Length == 0; writes++)
        {
            var left = writes;
            var watched = new WatchedStore(_store)
            {
                OnWrite = () => _ = left-- > 0 ? 0 : throw new OperationCanceledException("Killed."),
            };
            try
            {
                id = (await new JobIntake(watched).AcceptAsync(
                    SmallJob.Request, SmallJob.Pictures, SmallJob.Profile, SmallJob.Accepted, output: output)).Job.Id;
            }
            catch (OperationCanceledException)
            {
                Assert.DoesNotContain(await _store.Names(""), n => n.EndsWith("/job.json", StringComparison.Ordinal));
            }
        }

        Assert.Equal(output, await new JobStore(_store).ReadOutputAsync(id));
        await _store.DeleteAsync(JobLayout.Job(id));
        await _store.Accept(SmallJob.Request); // by a server, where a command line was killed
        Assert.Null(await new JobStore(_store).ReadOutputAsync(id));
    }

    private Task<AcceptedJob> Accept(JobRequest request, NetworkProfile? network = null) =>
        new JobIntake(_store).AcceptAsync(
            request, SmallJob.Pictures, network ?? SmallJob.Profile, SmallJob.Accepted);
}
