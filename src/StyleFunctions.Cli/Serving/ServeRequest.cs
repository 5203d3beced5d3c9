using StyleFunctions.Cli.Engines;
using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Cli.Serving;

/// <summary>What a `serve` command line asks for.</summary>
internal sealed record ServeRequest
{
    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The store's folder.</summary>
    public required string Store { get; init; }

    /// <summary>The network where a request chooses none; null for the best there is.</summary>
    public string? Network { get; init; }

    /// <summary>A file with that network's weights; null for the cache's.</summary>
    public string? Weights { get; init; }

    /// <summary>What the weights expect as input.</summary>
    public WeightConvention Convention { get; init; }

    /// <summary>Where to compute.</summary>
    public EngineRequest Engine { get; init; } = new();

    /// <summary>Bytes for jobs that leave it open.</summary>
    public long Memory { get; init; }

    /// <summary>How many jobs may wait.</summary>
    public int Queue { get; init; }

    /// <summary>How long a job is painted while others wait.</summary>
    public TimeSpan Turn { get; init; }

    /// <summary>How long ended jobs are kept; null for ever.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>The largest upload, in bytes.</summary>
    public long MaximumUpload { get; init; }

    /// <summary>Whether to print nothing but errors.</summary>
    public bool Quiet { get; init; }
}
