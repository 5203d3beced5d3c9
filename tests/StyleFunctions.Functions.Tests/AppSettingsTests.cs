using Microsoft.Extensions.Configuration;
using StyleFunctions.Transfer.Engines;

namespace StyleFunctions.Functions.Tests;

public sealed class AppSettingsTests
{
    [Fact]
    public void Nothing_set_is_an_app_that_runs_no_chunks()
    {
        var settings = Read(("Container", "artifacts"));
        Assert.Equal(("artifacts", null, null), (settings.Container, settings.WeightsContainer, settings.Engine));
        Assert.Equal((60, 1, null), (
            settings.Painting.Budget.Seconds, settings.Painting.Window, settings.Painting.SecondsPerJob));
    }

    [Fact]
    public void What_is_set_is_read()
    {
        var settings = Read(
            ("Container", "a"),
            ("WeightsContainer", "w"),
            ("Engine", "cpu"),
            ("ChunkSeconds", "12.5"),
            ("VariantsAtOnce", "3"),
            ("GpuSecondsPerJob", "3600"),
            ("Memory", "12GB"));
        Assert.Equal(("a", "w"), (settings.Container, settings.WeightsContainer));
        Assert.Equal(new ComputeDevice(ComputeDeviceKind.Cpu), settings.Engine);
        Assert.Equal((12.5, 3, 3600), (
            settings.Painting.Budget.Seconds, settings.Painting.Window, settings.Painting.SecondsPerJob));
        Assert.Equal(12_000_000_000, settings.Memory);
    }

    [Fact]
    public void Without_a_container_there_is_no_app() =>
        Assert.Contains("StyleFunctions__Container", Assert.Throws<AppSettingException>(() => Read()).Message);

    [Theory]
    [InlineData("Engine", "gpu", "cpu, cuda")]
    [InlineData("Engine", "1", "cpu, cuda")]
    [InlineData("Precision", "double", "full, tf32")]
    [InlineData("TakesOver", "perhaps", "true or false")]
    [InlineData("ChunkSeconds", "0", "from 1 to 1,500")]
    [InlineData("ChunkSeconds", "1 h", "from 1 to 1,500")]
    [InlineData("ChunkSeconds", "NaN", "from 1 to 1,500")]
    [InlineData("VariantsAtOnce", "-1", "from 1 to 1,000")]
    [InlineData("VariantsAtOnce", "1.5", "a whole number")]
    [InlineData("GpuSecondsPerJob", "none", "a number")]
    [InlineData("Memory", "much", "a number of bytes")]
    [InlineData("SignIn", "keys", "-p:SignIn=keys")]
    public void What_is_not_allowed_is_named_with_what_is(string name, string value, string allowed)
    {
        var refused = Assert.Throws<AppSettingException>(() => Read(("Container", "artifacts"), (name, value)));
        Assert.Contains($"StyleFunctions__{name}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(value, refused.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refused.Message, StringComparison.Ordinal);
    }

    private static AppSettings Read(params (string Name, string Value)[] settings) => AppSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(
                $"StyleFunctions:{s.Name}", s.Value)))
            .Build());
}
