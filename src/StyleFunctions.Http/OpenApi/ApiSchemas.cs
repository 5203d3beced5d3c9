using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using StyleFunctions.Pipeline;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Http.OpenApi;

/// <summary>What is sent and answered, as schemas: from the types themselves, and from the settings record.</summary>
internal static class ApiSchemas
{
    /// <summary>Every schema, by name.</summary>
    public static JsonObject All() => new()
    {
        ["Problem"] = Of(HttpJson.Readable.Problem),
        ["Upload"] = Of(HttpJson.Readable.Upload),
        ["Job"] = Of(HttpJson.Readable.JobResource),
        ["JobList"] = Of(HttpJson.Readable.JobList),
        ["Chunk"] = Of(HttpJson.Readable.ChunkResource),
        ["Progress"] = Of(HttpJson.Readable.ProgressEvent),
        ["State"] = Of(HttpJson.Readable.StateEvent),
        ["End"] = Of(HttpJson.Readable.EndEvent),
        ["SettingsDescription"] = Of(HttpJson.Readable.SettingsResource),
        ["WebhookMessage"] = Of(HttpJson.Readable.WebhookMessage),
        ["JobRequest"] = Request(),
        ["Settings"] = Settings(),
    };

    /// <summary>A reference to one of them.</summary>
    /// <param name="name">Its name.</param>
    public static JsonObject To(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static JsonNode Of(JsonTypeInfo type) => type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
    });

    private static JsonNode Request()
    {
        var request = Of(PipelineJson.Default.JobRequest);
        var fields = request["properties"]!;
        fields["settings"] = To("Settings");
        fields["preset"] = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. Presets.Names.Select(n => JsonValue.Create(n))]),
            ["default"] = Presets.Default,
        };
        return request;
    }

    private static JsonObject Settings() => new()
    {
        ["type"] = "object",
        ["description"] = "Settings that differ from the preset's; several values of one make a sweep. "
            + "The defaults here are VGG-19's; GET /api/settings has each network's.",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(Setting.All.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)Of(s)))),
    };

    private static JsonNode TypeOf(Setting setting) => setting.Kind switch
    {
        SettingKind.WholeNumber => new JsonArray("integer", "string"),
        SettingKind.Number => new JsonArray("number", "string"),
        _ => JsonValue.Create("string"),
    };

    private static JsonObject Of(Setting setting)
    {
        var one = new JsonObject { ["type"] = TypeOf(setting) };
        if (setting.Choices.Count > 0)
        {
            one["enum"] = new JsonArray([.. setting.Choices.Select(c => JsonValue.Create(c))]);
        }

        if (setting.Minimum is { } minimum)
        {
            one["minimum"] = minimum;
        }

        if (setting.Maximum is { } maximum)
        {
            one["maximum"] = maximum;
        }

        var described = new JsonObject
        {
            ["description"] = $"{setting.Meaning}: {setting.Allowed}.",
            ["anyOf"] = new JsonArray(
                one, new JsonObject { ["type"] = "array", ["items"] = one.DeepClone(), ["minItems"] = 1 }),
        };
        if (setting.Read(NetworkArchitecture.Vgg19.DefaultSettings) is { Length: > 0 } standard)
        {
            described["default"] = standard;
        }

        return described;
    }
}
