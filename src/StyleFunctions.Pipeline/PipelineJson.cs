using System.Text.Json.Serialization;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Inboxes;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Uploads;
using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Pipeline;

/// <summary>How the pipeline's artifacts, and requests for jobs, are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    Converters =
    [
        typeof(JsonEnumConverter<StyleMode>),
        typeof(JsonEnumConverter<JobControlState>),
        typeof(JsonEnumConverter<JobState>),
        typeof(JsonEnumConverter<ChunkStop>),
        typeof(JsonEnumConverter<JobMoment>),
        typeof(JsonEnumConverter<JobEnd>),
        typeof(JsonEnumConverter<VariantEnd>),
        typeof(JsonEnumConverter<WeightConvention>),
    ])]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobControl))]
[JsonSerializable(typeof(JobFailure))]
[JsonSerializable(typeof(JobRunClaim))]
[JsonSerializable(typeof(JobOutput))]
[JsonSerializable(typeof(IdempotencyRecord))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(InboxReceipt))]
[JsonSerializable(typeof(InboxRefusal))]
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(EnginePin))]
[JsonSerializable(typeof(ChunkKey))]
[JsonSerializable(typeof(ChunkBudget))]
[JsonSerializable(typeof(ChunkManifest))]
[JsonSerializable(typeof(ChunkResult))]
[JsonSerializable(typeof(ResultManifest))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(JobManifest))]
[JsonSerializable(typeof(JobRun))]
[JsonSerializable(typeof(JobPlan))]
[JsonSerializable(typeof(JobEnd))]
[JsonSerializable(typeof(JobNotice))]
[JsonSerializable(typeof(VariantKey))]
[JsonSerializable(typeof(VariantRun))]
[JsonSerializable(typeof(VariantEnd))]
[JsonSerializable(typeof(VariantFailure))]
[JsonSerializable(typeof(FinishFailure))]
[JsonSerializable(typeof(ChunkCall))]
[JsonSerializable(typeof(ChunkOutcome))]
[JsonSerializable(typeof(OrchestrationProgress))]
public sealed partial class PipelineJson : JsonSerializerContext;
