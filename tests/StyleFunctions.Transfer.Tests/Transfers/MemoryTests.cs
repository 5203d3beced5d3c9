using System.Globalization;
using System.Text.RegularExpressions;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

public sealed class MemoryTests
{
    private static readonly TransferInputs _inputs = new(SamplePictures.Harbour, [SamplePictures.Brushwork]);

    private static readonly TransferSettings _settings =
        SmallTransfer.Settings with { Size = 400, MinSize = 200, Iterations = 1, InitialIterations = 1 };

    [Fact]
    public void With_any_amount_every_scale_is_computed_whole()
    {
        using var engine = SmallTransfer.Engine(_settings);
        var costs = new StyleTransfer(engine, _inputs, _settings).Costs;

        Assert.Equal(ScalePyramid.For(_settings, 768, 512), costs.Select(c => c.Scale));
        Assert.All(costs, c => Assert.True(c.IsWhole));
        Assert.Equal(costs.Select(c => c.Bytes).Order(), costs.Select(c => c.Bytes));
        Assert.Equal(costs.Select(c => c.MultiplyAdds).Order(), costs.Select(c => c.MultiplyAdds));
    }

    [Fact]
    public void With_less_the_large_scales_are_computed_in_pieces_that_fit_and_the_losses_are_the_same()
    {
        var small = _settings with { Memory = Tight(_settings) };
        using var engine = SmallTransfer.Engine(small);
        var costs = new StyleTransfer(engine, _inputs, small).Costs;

        Assert.True(costs[0].IsWhole);
        Assert.False(costs[^1].IsWhole);
        Assert.All(costs, c => Assert.InRange(c.Bytes, 1, small.Memory!.Value));
        var losses = SmallTransfer.Run(small, _inputs).Steps.Select(s => s.Loss);
        var whole = SmallTransfer.Run(_settings, _inputs).Steps.Select(s => s.Loss);
        Assert.All(losses.Zip(whole), l => Assert.Equal(1, l.First / l.Second, 1e-4));
    }

    [Fact]
    public void The_same_memory_gives_the_same_bytes_with_any_number_of_threads()
    {
        var small = _settings with { Memory = Tight(_settings) };

        var first = SmallTransfer.Run(small, _inputs, threads: 1).Picture.Samples;

        Assert.Equal(first, SmallTransfer.Run(small, _inputs, threads: 3).Picture.Samples);
    }

    [Fact]
    public void What_the_optimiser_remembers_is_counted()
    {
        var once = _settings with { Optimizer = OptimizerKind.Lbfgs, Iterations = 100, History = 10 };
        var (few, many) = (Cost(once), Cost(once with { History = 20 }));

        var picture = 3L * 412 * 279 * sizeof(float); // 400 x 267 and a margin of 6
        Assert.Equal(2 * 10 * picture, many.Bytes - few.Bytes);
    }

    [Fact]
    public void Too_little_is_refused_with_what_is_needed_and_a_size_that_fits()
    {
        var settings = _settings with { Size = 3000, Memory = 300_000_000 };
        using var engine = SmallTransfer.Engine(settings);

        var refusal = Assert.Throws<InvalidSettingException>(() => new StyleTransfer(engine, _inputs, settings));

        Assert.Equal("memory", refusal.Setting);
        var numbers = Regex.Match(
            refusal.Message,
            @"^A picture of 3000 x 2000 pixels needs (.+) of memory even in the smallest pieces, and 300 MB is "
            + @"allowed: set memory to at least (\1), or size to at most (\d+)\.$");
        Assert.True(numbers.Success, refusal.Message);
        var size = int.Parse(numbers.Groups[3].Value, CultureInfo.InvariantCulture);
        Assert.InRange(size, 200, 2999);
        _ = new StyleTransfer(engine, _inputs, settings with { Size = size });
        _ = new StyleTransfer(engine, _inputs, settings with { Memory = ByteCount.Parse(numbers.Groups[2].Value) });
        Assert.Throws<InvalidSettingException>(
            () => new StyleTransfer(engine, _inputs, settings with { Size = size + 20 }));
    }

    [Fact]
    public void So_little_that_no_size_fits_is_refused_with_what_is_needed()
    {
        var settings = _settings with { Memory = 1000 };
        using var engine = SmallTransfer.Engine(settings);

        var refusal = Assert.Throws<InvalidSettingException>(() => new StyleTransfer(engine, _inputs, settings));

        Assert.EndsWith("MB.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("size", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_into_the_engines_device_is_refused_with_a_size_that_fits()
    {
        using var inner = SmallTransfer.Engine(_settings);
        using var engine = new InspectedEngine(inner) { DeviceMemory = 2_000_000_000, DeviceBytesAPixel = 1000 };
        var settings = _settings with { Size = 3000, Margin = 0 };

        var refusal = Assert.Throws<InvalidSettingException>(() => new StyleTransfer(engine, _inputs, settings));

        Assert.Equal("size", refusal.Setting);
        Assert.Equal(
            "A picture of 3000 x 2000 pixels needs 6 GB of the GPU's memory, and 2 GB is free: "
            + "set size to at most 1731, or compute on the CPU.",
            refusal.Message);
        _ = new StyleTransfer(engine, _inputs, settings with { Size = 1731 });
    }

    [Fact]
    public void The_engine_is_given_what_the_transfer_leaves()
    {
        using var inner = SmallTransfer.Engine(_settings);
        using var engine = new InspectedEngine(inner);
        var settings = _settings with { Memory = 2_000_000_000 };

        new StyleTransfer(engine, _inputs, settings).Run(_ => { });

        Assert.All(engine.Memory, m => Assert.InRange(m, 1_000_000_000, 2_000_000_000 - 100_000_000));
    }

    private static ScaleCost Cost(TransferSettings settings)
    {
        using var engine = SmallTransfer.Engine(settings);
        return new StyleTransfer(engine, _inputs, settings).Costs[^1];
    }

    // Between what the largest scale needs whole and what it needs in the smallest pieces.
    private static long Tight(TransferSettings settings) => Cost(settings).Bytes + 20_000_000;
}
