using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Engines;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("auto", ComputeDeviceKind.Auto, 0)]
    [InlineData("CPU", ComputeDeviceKind.Cpu, 0)]
    [InlineData("cuda", ComputeDeviceKind.Cuda, 0)]
    [InlineData("cuda:3", ComputeDeviceKind.Cuda, 3)]
    public void Is_read_from_its_name(string text, ComputeDeviceKind kind, int index) =>
        Assert.Equal(new ComputeDevice(kind, index), ComputeDevice.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:1:2")]
    [InlineData("cpu:0")]
    [InlineData("cuda:99999999999")]
    public void Anything_else_is_refused_with_what_is_allowed(string text)
    {
        var refusal = Assert.Throws<InvalidSettingException>(() => ComputeDevice.Parse(text));
        Assert.Equal("device", refusal.Setting);
        Assert.Contains("auto, cpu, cuda or cuda:N", refusal.Message, StringComparison.Ordinal);
    }
}
