using System.Text.Json.Serialization;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;

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
    ])]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobControl))]
[JsonSerializable(typeof(JobFailure))]
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(EnginePin))]
[JsonSerializable(typeof(ChunkKey))]
[JsonSerializable(typeof(ChunkBudget))]
[JsonSerializable(typeof(ChunkManifest))]
[JsonSerializable(typeof(ChunkResult))]
[JsonSerializable(typeof(ResultManifest))]
public sealed partial class PipelineJson : JsonSerializerContext;
