using StyleFunctions.Http.Webhooks;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Local;

/// <summary>How a <see cref="LocalServer"/> is.</summary>
public sealed record LocalServerOptions
{
    /// <summary>The port that Azure Functions' tools use.</summary>
    public const int DefaultPort = 7071;

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The store's folder: all that is remembered.</summary>
    public required string Store { get; init; }

    /// <summary>What paints.</summary>
    public required Backend Backend { get; init; }

    /// <summary>The networks there are.</summary>
    public required NetworkShelf Networks { get; init; }

    /// <summary>How many jobs may wait, and how long each has its turn.</summary>
    public LocalJobHostOptions Queue { get; init; } = new();

    /// <summary>How long a chunk may run.</summary>
    public ChunkBudget Budget { get; init; } = ChunkBudget.Default;

    /// <summary>The largest pictures.</summary>
    public UploadLimits Uploads { get; init; } = UploadLimits.Default;

    /// <summary>As in <see cref="JobIntake.AcceptAsync"/>.</summary>
    public long? Memory { get; init; }

    /// <summary>Signs what webhooks are told; null to refuse requests that have one.</summary>
    public WebhookSecret? Secret { get; init; }

    /// <summary>How often webhooks are tried.</summary>
    public WebhookRule Webhooks { get; init; } = WebhookRule.Default;

    /// <summary>How long jobs are kept after they ended; null for ever.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>How often to look for jobs that have been kept long enough.</summary>
    public TimeSpan RemoveEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often to look at the inbox.</summary>
    public TimeSpan InboxEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often to look for jobs that other processes resumed.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Told, in one line, of what a person should know.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
