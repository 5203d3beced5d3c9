using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Http.Webhooks;

/// <summary>What a webhook is told.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Name">What a person called it; null if nothing.</param>
/// <param name="Moment">What happened.</param>
/// <param name="State">How the job was when this was sent.</param>
/// <param name="Fraction">The share of its work that was done, 0 to 1.</param>
/// <param name="RemainingSeconds">Seconds of work left; null before the first chunk.</param>
/// <param name="Variant">The variant whose chunk is committed; null for the job as a whole.</param>
/// <param name="Position">Where the variant's next chunk starts; null if none is left, or for the job.</param>
public sealed record WebhookMessage(
    string Job,
    string? Name,
    JobMoment Moment,
    JobState State,
    double Fraction,
    double? RemainingSeconds,
    string? Variant,
    VariantPosition? Position);
