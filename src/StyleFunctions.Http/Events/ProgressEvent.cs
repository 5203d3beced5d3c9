using StyleFunctions.Transfer;

namespace StyleFunctions.Http.Events;

/// <summary>Where a variant stands after an iteration; as <see cref="TransferProgress"/> has it.</summary>
public sealed record ProgressEvent
{
    /// <summary>The variant's id.</summary>
    public required string Variant { get; init; }

    /// <summary>The scale, from 1.</summary>
    public required int Scale { get; init; }

    /// <summary>How many scales there are.</summary>
    public required int Scales { get; init; }

    /// <summary>The picture's width at this scale.</summary>
    public required int Width { get; init; }

    /// <summary>The picture's height at this scale.</summary>
    public required int Height { get; init; }

    /// <summary>Iterations done at this scale.</summary>
    public required int Iteration { get; init; }

    /// <summary>Iterations this scale has.</summary>
    public required int Iterations { get; init; }

    /// <summary>The total loss.</summary>
    public required double Loss { get; init; }

    /// <summary>The content loss, before its weight.</summary>
    public required double ContentLoss { get; init; }

    /// <summary>The style loss, before its weight.</summary>
    public required double StyleLoss { get; init; }

    /// <summary>The total variation, before its weight.</summary>
    public required double TotalVariation { get; init; }

    /// <summary>The share of the variant's work that is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>Seconds since the process that paints took it up.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Seconds still needed, estimated.</summary>
    public required double RemainingSeconds { get; init; }

    /// <summary>The event of an iteration.</summary>
    /// <param name="variant">The variant's id.</param>
    /// <param name="progress">What was reported.</param>
    internal static ProgressEvent Of(string variant, TransferProgress progress) => new()
    {
        Variant = variant,
        Scale = progress.Scale,
        Scales = progress.Scales,
        Width = progress.Width,
        Height = progress.Height,
        Iteration = progress.Iteration,
        Iterations = progress.Iterations,
        Loss = progress.Loss,
        ContentLoss = progress.ContentLoss,
        StyleLoss = progress.StyleLoss,
        TotalVariation = progress.TotalVariation,
        Fraction = progress.Fraction,
        ElapsedSeconds = Math.Round(progress.Elapsed.TotalSeconds, 3),
        RemainingSeconds = Math.Round(progress.Remaining.TotalSeconds, 3),
    };
}
