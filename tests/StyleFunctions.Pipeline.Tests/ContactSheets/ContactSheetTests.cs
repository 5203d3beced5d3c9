using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.ContactSheets;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Tests.ContactSheets;

/// <summary>The sheet that shows all results of a sweep, and the manifest that lists them.</summary>
public sealed class ContactSheetTests : IDisposable
{
    private static readonly JobRequest _sweep = (SmallJob.Request with
    {
        Name = "Two by three",
        Content = [SmallJob.Harbour, SmallJob.Mosaic],
        Styles = [SmallJob.Brushwork],
    }).With(("seed", new SettingValues(["1", "2", "3"])), ("init", "noise"));

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly JobFinisher _finisher;

    public ContactSheetTests()
    {
        _store = new FolderArtifactStore(_folder["store"]);
        _finisher = new JobFinisher(_store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_result_stands_in_its_cell_with_its_label_below()
    {
        var job = await PaintedJob();
        await _finisher.FinishAsync(job.Id);
        var sheet = await Sheet(job);
        var layout = SheetLayout.For(job);
        Assert.Equal((3, 2), (layout.Columns, layout.Rows)); // seeds across, contents down
        Assert.Equal((layout.Width, layout.Height), (sheet.Width, sheet.Height));

        var top = layout.HeaderHeight;
        for (var row = 0; row < layout.Rows; row++)
        {
            foreach (var index in layout.Variants(row))
            {
                var left = layout.Left(index % layout.Columns);
                var result = await Result(job, job.Variants[index]);
                Assert.Equal(result.Samples, Cut(sheet, left, top, result.Width, result.Height).Samples);
                Assert.Equal(layout.PictureSize(job.Variants[index]), (result.Width, result.Height));

                var label = Cut(sheet, left, top + layout.LabelTop(row), 100, SheetLayout.LineHeight);
                Assert.True(label.Samples.Min() < 0.2, "Nothing is written there.");
            }

            top += layout.RowHeight(row);
        }

        Assert.Equal(sheet.Height, top);
        Assert.True(Cut(sheet, SheetLayout.Margin, SheetLayout.Margin, 100, 30).Samples.Min() < 0.2);
        Assert.Equal("Two by three", layout.Title[0]);
        Assert.StartsWith("brushwork.png, embedded, size 46, min-size 32,", layout.Title[1], StringComparison.Ordinal);
        Assert.Equal(["harbour.png, seed 1"], layout.Labels[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_result_that_is_damaged_or_gone_is_made_again_from_its_frame(bool isGone)
    {
        var job = await PaintedJob();
        var result = JobLayout.Result(job.Id, job.Variants[1].Id);
        var painted = await _store.Bytes(result);
        File.WriteAllBytes(_folder[$"store/{result}"], painted[..^9]);
        if (isGone)
        {
            await _store.DeleteAsync(result);
        }

        await _finisher.FinishAsync(job.Id);
        Assert.Equal(painted, await _store.Bytes(result));
        Assert.NotNull(await new JobStore(_store).ReadResultAsync(job.Id, job.Variants[1].Id));
    }

    [Fact]
    public async Task The_manifest_lists_every_result_with_its_losses()
    {
        var job = await PaintedJob();
        var manifest = await _finisher.FinishAsync(job.Id);
        Assert.Equal((job.Id, "Two by three", job.Network), (manifest.Job, manifest.Name, manifest.Network));
        Assert.Equal(JobLayout.ContactSheet(job.Id), manifest.ContactSheet);
        Assert.Equal(job.Inputs, manifest.Inputs);
        Assert.Equal(["dotnet", "stylefunctions"], manifest.Versions.Keys);
        Assert.Equal(job.Variants.Select(v => (v.Id, v.Label)), manifest.Variants.Select(v => (v.Variant, v.Label)));
        var jobs = new JobStore(_store);
        foreach (var summary in manifest.Variants)
        {
            var result = (await jobs.ReadResultAsync(job.Id, summary.Variant))!;
            Assert.Equal(result.ResultHash, summary.ResultHash);
            Assert.Equal(
                (result.Losses.Total[0], result.Losses.Content[0], result.Losses.Style[0], result.Losses.Tv[0]),
                (summary.Losses.Total, summary.Losses.Content, summary.Losses.Style, summary.Losses.Tv));
            Assert.True(summary.Seconds >= result.Chunks.Sum(c => c.Timings.Optimize));
            Assert.NotEmpty(await _store.Bytes(summary.Result));
        }
    }

    [Theory]
    [InlineData(false)] // killed after the sheet
    [InlineData(true)] // killed before it
    public async Task Begun_and_repeated_it_gives_the_same_bytes(bool hasNoSheet)
    {
        var job = await PaintedJob();
        await _finisher.FinishAsync(job.Id);
        var files = await Files(job);
        await _store.DeleteAsync(JobLayout.Manifest(job.Id));
        if (hasNoSheet)
        {
            await _store.DeleteAsync(JobLayout.ContactSheet(job.Id));
        }

        await Task.WhenAll(_finisher.FinishAsync(job.Id), new JobFinisher(_store).FinishAsync(job.Id));
        Assert.Equal(files, await Files(job));
        await _finisher.FinishAsync(job.Id);
        Assert.Equal(files, await Files(job));
    }

    [Fact]
    public async Task A_job_whose_variants_are_done_is_open_until_it_is_finished()
    {
        var job = await PaintedJob();
        var jobs = new JobStore(_store);
        Assert.Equal(JobState.Running, (await jobs.ReadStatusAsync(job.Id))!.State);
        Assert.NotNull(await jobs.ReadOpenAsync(job.Id));
        await jobs.SetControlAsync(job, JobControlState.Pause);
        Assert.Equal(JobState.Paused, (await jobs.ReadStatusAsync(job.Id))!.State);
        Assert.Null(await jobs.ReadOpenAsync(job.Id));

        await _finisher.FinishAsync(job.Id);
        Assert.Equal(JobState.Done, (await jobs.ReadStatusAsync(job.Id))!.State);
        await jobs.SetControlAsync(job, JobControlState.Run);
        Assert.Null(await jobs.ReadOpenAsync(job.Id));
    }

    [Fact]
    public async Task A_job_of_one_variant_has_a_manifest_and_no_sheet()
    {
        var job = await _store.Accept(SmallJob.Request);
        await _store.Paint(job, new ChunkBudget());
        Assert.Null((await _finisher.FinishAsync(job.Id)).ContactSheet);
        Assert.NotEmpty(await _store.Bytes(JobLayout.Manifest(job.Id)));
        Assert.Empty(await _store.Names(JobLayout.ContactSheet(job.Id)));
    }

    [Fact]
    public async Task Nothing_is_written_before_every_result_is_there_and_whole()
    {
        var job = await _store.Accept(SmallJob.Request.With(("seed", new SettingValues(["1", "2"]))));
        await _store.Paint(job, new ChunkBudget());
        await Assert.ThrowsAsync<InvalidOperationException>(() => _finisher.FinishAsync(job.Id));
        await _store.Paint(job, new ChunkBudget(), "v002");
        var frame = (await _store.History(job, "v002")).Chunks[^1].Frame; // of which the result could be made again
        foreach (var name in new[] { JobLayout.Result(job.Id, "v002"), frame })
        {
            await using var file = File.OpenWrite(_folder[$"store/{name}"]);
            file.SetLength(100);
        }

        var damage = await Assert.ThrowsAsync<InvalidDataException>(() => _finisher.FinishAsync(job.Id));
        Assert.Contains(frame, damage.Message, StringComparison.Ordinal);
        Assert.Empty(await Files(job));
    }

    [Fact]
    public async Task What_is_transparent_shows_the_sheet()
    {
        var job = Job([(40, 30)], 2);
        var clear = new Picture(40, 30, new float[3600], new float[1200]);
        var sheet = PictureFile.Decode(
            await new ContactSheet(job, (_, _) => Task.FromResult(clear)).DrawAsync());
        var layout = SheetLayout.For(job);
        var cell = Cut(sheet, layout.Left(0), layout.HeaderHeight, 40, 30);
        Assert.All(cell.Samples, s => Assert.InRange(s, 0.97f, 0.99f));
    }

    // Contents, styles and seeds, and the columns they are shown in.
    [Theory]
    [InlineData(1, 1, 2, 2)]
    [InlineData(1, 1, 5, 5)]
    [InlineData(1, 1, 9, 3)]
    [InlineData(2, 3, 2, 6)]
    [InlineData(3, 2, 1, 2)]
    [InlineData(1, 10, 10, 10)]
    [InlineData(1, 1, 1000, 32)]
    [InlineData(2, 1, 500, 32)]
    public void Rows_are_full_where_the_sweep_allows(int contents, int styles, int seeds, int columns)
    {
        var job = Job([.. Enumerable.Repeat((300, 200), contents)], seeds, styles);
        var layout = SheetLayout.For(job);
        Assert.Equal(columns, layout.Columns);
        Assert.Equal(
            Enumerable.Range(0, job.Variants.Count), Enumerable.Range(0, layout.Rows).SelectMany(layout.Variants));
    }

    [Fact]
    public void A_thousand_large_results_fit_on_a_sheet()
    {
        var layout = SheetLayout.For(Job([(4096, 3000)], 1000));
        Assert.InRange(layout.Width, 6000, SheetLayout.LargestSheet);
        Assert.InRange(layout.Height, 4000, SheetLayout.LargestSheet);
    }

    [Fact]
    public void Pictures_keep_their_shape_and_are_never_enlarged()
    {
        var job = Job([(4096, 1024), (60, 90)], 2);
        var layout = SheetLayout.For(job);
        Assert.Equal((320, 80), layout.PictureSize(job.Variants[0]));
        Assert.Equal((60, 90), layout.PictureSize(job.Variants[^1]));
    }

    [Fact]
    public void A_long_label_is_broken_between_its_parts_and_the_rest_cut_short()
    {
        Assert.Equal(
            ["harbour.png,", "brushwork.png,", "style-weight 2, conten…"],
            SheetText.Wrap("harbour.png, brushwork.png, style-weight 2, content-weight 0.015", 190, 3));
        Assert.Empty(SheetText.Wrap("", 190, 3));
    }

    private async Task<Job> PaintedJob()
    {
        var job = await _store.Accept(_sweep);
        using var worker = new ChunkRunner(_store, SmallJob.Backend);
        foreach (var variant in job.Variants)
        {
            await worker.Paint(_store, job, new ChunkBudget(), variant.Id);
        }

        return job;
    }

    private static Job Job(IReadOnlyList<(int Width, int Height)> contents, int seeds, int styles = 1)
    {
        var variants = contents.Index().SelectMany(content => Enumerable.Range(0, styles).SelectMany(
            style => Enumerable.Range(0, seeds).Select(seed => (content, style, seed))));
        return new Job
        {
            Id = "job",
            Accepted = SmallJob.Accepted,
            Network = new JobNetwork("embedded", "hash", 1),
            BitDepth = 8,
            Inputs = [.. contents.Select((_, i) => $"c{i}").Concat(Enumerable.Range(0, styles).Select(i => $"s{i}"))
                .Select(name => new JobInput(name, $"{name}.png", 1, 1))],
            Variants = [.. variants.Select((v, i) => new Variant
            {
                Id = Variant.IdOf(i),
                Label = $"seed {v.seed}",
                Content = $"c{v.content.Index}",
                Styles = [$"s{v.style}"],
                Settings = SettingText.Write(
                    SmallJob.Network.Architecture.DefaultSettings with { Seed = (ulong)v.seed }),
                Scales = [new TransferScale(8, 8, 8, 1), new TransferScale(
                    100, v.content.Item.Width, v.content.Item.Height, 1)],
            })],
        };
    }

    private async Task<Picture> Sheet(Job job) =>
        PictureFile.Decode(await _store.Bytes(JobLayout.ContactSheet(job.Id)));

    private async Task<Picture> Result(Job job, Variant variant) =>
        PictureFile.Decode(await _store.Bytes(JobLayout.Result(job.Id, variant.Id)));

    private async Task<IReadOnlyList<string>> Files(Job job)
    {
        var files = new List<string>();
        foreach (var name in new[] { JobLayout.ContactSheet(job.Id), JobLayout.Manifest(job.Id) })
        {
            if ((await _store.Names(name)).Count > 0)
            {
                files.Add(Convert.ToHexString(await _store.Bytes(name)));
            }
        }

        return files;
    }

    private static Picture Cut(Picture picture, int left, int top, int width, int height)
    {
        var part = new Picture(width, height);
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            for (var y = 0; y < height; y++)
            {
                picture.Plane(channel).Slice((top + y) * picture.Width + left, width)
                    .CopyTo(part.Plane(channel)[(y * width)..]);
            }
        }

        return part;
    }
}
