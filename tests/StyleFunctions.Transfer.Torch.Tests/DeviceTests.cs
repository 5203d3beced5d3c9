using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>A device that is not there, or too small.</summary>
public sealed class DeviceTests
{
    [Fact]
    public void A_GPU_that_is_not_there_is_refused_with_what_is_missing()
    {
        var refusal = Assert.Throws<InvalidSettingException>(() => TorchDevice.OpenCuda(TorchDevice.GpuCount));

        Assert.Equal("device", refusal.Setting);
        Assert.Contains(
            TorchDevice.GpuCount == 0 ? "nvidia-smi" : "cuda:0", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, "NVIDIA H100 PCIe", GpuPrecision.Tf32)]
    [InlineData(8, "NVIDIA A100-SXM4-40GB", GpuPrecision.Tf32)]
    [InlineData(7, "Tesla T4", GpuPrecision.Half)]
    [InlineData(7, null, GpuPrecision.Half)]
    [InlineData(7, "NVIDIA GeForce GTX 1660 Ti", GpuPrecision.Full)] // no tensor cores, NaN in float16
    [InlineData(6, "NVIDIA GeForce GTX 1080", GpuPrecision.Full)]
    [InlineData(null, null, GpuPrecision.Full)]
    public void Auto_is_the_precision_a_GPU_is_fast_in(int? generation, string? name, GpuPrecision expected) =>
        Assert.Equal(expected, TorchDevice.BestFor(generation, name));

    [Fact]
    public void Memory_that_runs_out_becomes_an_error_that_names_a_size_that_fits()
    {
        using var device = OwnedEngine.Open();
        var cost = new TorchCost(
            NetworkArchitecture.Vgg19, Pooling.Max, GpuPrecision.Full, new HashSet<string> { "relu5_1" }, []);

        var refusal = Assert.Throws<InvalidSettingException>(() => TorchFailures.Explain(
            device, 40_000, 30_000, cost, () => torch.empty([1L << 50], device: device.Device)));

        Assert.Equal("size", refusal.Setting);
        Assert.Matches(
            @"^A picture of 40000 x 30000 pixels does not fit into the memory of torch-.*: "
            + @"it needs about \d+(\.\d)? GB, and .* was free; set size to at most \d+\.$",
            refusal.Message);
    }

    [Theory]
    [InlineData(400_000_000_000, 3577)] // others took it meanwhile: 0.8 of what was asked for
    [InlineData(10_000_000_000, 3000)]
    public void The_size_named_would_fit(long free, int largest)
    {
        var cost = new TorchCost(
            NetworkArchitecture.Vgg19,
            Pooling.Max,
            GpuPrecision.Full,
            new HashSet<string> { "relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1", "relu4_2" },
            ["relu4_2"]);

        var refusal = TorchFailures.OutOfMemory("a GPU", 4000, 3000, cost, free);

        var size = int.Parse(
            refusal.Message.Split(' ')[^1].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(size, 1000, largest);
        Assert.InRange(cost.Bytes(size, size * 3 / 4), 1, free);
    }

    [Fact]
    public void Other_failures_stay_what_they_are()
    {
        using var device = OwnedEngine.Open();
        var cost = new TorchCost(
            NetworkArchitecture.Embedded, Pooling.Max, GpuPrecision.Full, new HashSet<string>(), []);

        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => TorchFailures.Explain(
            device, 40, 30, cost, () => torch.zeros(2, 3).mm(torch.zeros(2, 3))));
    }
}
