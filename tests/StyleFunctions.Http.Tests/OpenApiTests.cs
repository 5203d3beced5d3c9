using System.Text.Json.Nodes;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Http.Tests;

public sealed class OpenApiTests : ServerTests
{
    [Fact]
    public async Task Every_address_that_is_answered_is_described_and_no_other()
    {
        var document = await Server.Get("api/openapi.json");

        Assert.Equal("3.1.0", (string)document["openapi"]!);
        var described = document["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}"));
        var answered = Server.Routes.Select(r => r
            .Replace("{**path}", r.EndsWith("/files/{**path}", StringComparison.Ordinal) ? "{path}" : "")
            .Replace("**", "", StringComparison.Ordinal));
        Assert.Equal(answered.Order(), described.Order());
        Assert.Equal(13, described.Count());
    }

    [Fact]
    public async Task Every_setting_is_described_with_its_range_and_default()
    {
        var document = await Server.Get("api/openapi.json");

        var settings = document["components"]!["schemas"]!["Settings"]!["properties"]!;
        Assert.Equal(Setting.All.Select(s => s.Name), settings.AsObject().Select(s => s.Key));
        foreach (var setting in Setting.All)
        {
            Assert.Contains(setting.Meaning, (string)settings[setting.Name]!["description"]!, StringComparison.Ordinal);
        }

        var size = settings["size"]!;
        Assert.Equal(
            (16, 50_000, "512"),
            ((int)size["anyOf"]![0]!["minimum"]!, (int)size["anyOf"]![0]!["maximum"]!, (string)size["default"]!));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await Server.Get("api/openapi.json");

        var schemas = document["components"]!["schemas"]!.AsObject();
        Assert.All(References(document), r => Assert.True(
            schemas.ContainsKey(r["#/components/schemas/".Length..]), r));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p is { Key: "$ref", Value: JsonValue v }
            && ((string)v!).StartsWith("#/components", StringComparison.Ordinal) ? [(string)v!] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
