using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StyleFunctions.Http.Answers;
using StyleFunctions.Http.Events;
using StyleFunctions.Http.Jobs;
using StyleFunctions.Http.Settings;
using StyleFunctions.Http.Webhooks;
using StyleFunctions.Pipeline;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Uploads;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Http;

/// <summary>How answers are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(JsonEnumConverter<JobState>),
        typeof(JsonEnumConverter<JobMoment>),
        typeof(JsonEnumConverter<SettingKind>),
    ])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(JobResource))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(ChunkResource))]
[JsonSerializable(typeof(ProgressEvent))]
[JsonSerializable(typeof(StateEvent))]
[JsonSerializable(typeof(EndEvent))]
[JsonSerializable(typeof(SettingsResource))]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    private static HttpJson? _readable;

    /// <summary>Letters as they are; answers are JSON documents, never pieces of a web page.</summary>
    public static HttpJson Readable => _readable ??= new HttpJson(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
