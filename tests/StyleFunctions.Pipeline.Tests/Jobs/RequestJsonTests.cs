using System.Text.Json;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Tests.Jobs;

public sealed class RequestJsonTests
{
    [Fact]
    public void A_request_is_read_as_people_write_it()
    {
        var request = Read("""
            {
              "name": "Harbour",
              "content": ["a.png", "b.jpg"],
              "styles": ["c.png"],
              "styleMode": "each",
              "preset": "gatys",
              "network": "vgg19",
              "settings": { "size": 512, "content-weight": [0.015, "1e-3"], "init": "noise" },
              "bitDepth": 16
            }
            """);
        Assert.Equal("Harbour", request.Name);
        Assert.Equal(["a.png", "b.jpg"], request.Content);
        Assert.Equal(StyleMode.Each, request.StyleMode);
        Assert.Equal("gatys", request.Preset);
        Assert.Equal(["512"], request.Settings["size"].Values);
        Assert.Equal(["0.015", "1e-3"], request.Settings["content-weight"].Values);
        Assert.Equal(["noise"], request.Settings["init"].Values);
        Assert.Equal(16, request.BitDepth);
    }

    [Fact]
    public void What_is_not_given_has_its_default()
    {
        var request = Read("""{ "content": ["a.png"], "styles": ["c.png"] }""");
        Assert.Equal(StyleMode.Blend, request.StyleMode);
        Assert.Equal("default", request.Preset);
        Assert.Null(request.Network);
        Assert.Empty(request.Settings);
        Assert.Equal(8, request.BitDepth);
    }

    [Fact]
    public void It_is_written_as_it_is_read()
    {
        var request = SmallJob.Request.With(("seed", new SettingValues(["1", "2"])));
        var text = JsonSerializer.Serialize(request, PipelineJson.Default.JobRequest);
        Assert.Equal(text, JsonSerializer.Serialize(Read(text), PipelineJson.Default.JobRequest));
        Assert.Contains("\"styleMode\": \"blend\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"contents\": [] }")]
    [InlineData("{ \"content\": null }")]
    [InlineData("{ \"content\": [1] }")]
    [InlineData("{ \"settings\": { \"size\": [] } }")]
    [InlineData("{ \"settings\": { \"size\": null } }")]
    [InlineData("{ \"settings\": { \"size\": true } }")]
    [InlineData("{ \"settings\": { \"size\": { } } }")]
    [InlineData("{ \"settings\": { \"size\": [[1]] } }")]
    [InlineData("{ \"styleMode\": \"mix\" }")]
    [InlineData("{ \"styleMode\": 1 }")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }")]
    [InlineData("[]")]
    [InlineData("{")]
    public void What_is_no_request_is_refused(string text) => Assert.Throws<JsonException>(() => Read(text));

    private static JobRequest Read(string text) =>
        JsonSerializer.Deserialize(text, PipelineJson.Default.JobRequest)!;
}
