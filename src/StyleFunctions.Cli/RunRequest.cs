using StyleFunctions.Cli.Engines;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Cli;

/// <summary>What a `run` command line asks for, before any file is looked at.</summary>
internal sealed record RunRequest
{
    /// <summary>The content picture's file.</summary>
    public required string Content { get; init; }

    /// <summary>The style pictures' files, at least one.</summary>
    public required IReadOnlyList<string> Styles { get; init; }

    /// <summary>Whether each style paints pictures of its own, instead of all being blended.</summary>
    public bool EachStyle { get; init; }

    /// <summary>
    /// The file to write, or the folder for several pictures; null only where nothing is painted.
    /// </summary>
    public required string? Output { get; init; }

    /// <summary>The folder in which jobs are kept; null for the standard one.</summary>
    public string? Store { get; init; }

    /// <summary>Whether only to say what it would take.</summary>
    public bool Estimate { get; init; }

    /// <summary>The preset's name.</summary>
    public required string Preset { get; init; }

    /// <summary>The network's name; null for the best there is.</summary>
    public string? Network { get; init; }

    /// <summary>A file with the network's weights; null for the cache's.</summary>
    public string? Weights { get; init; }

    /// <summary>What the weights expect as input.</summary>
    public WeightConvention Convention { get; init; }

    /// <summary>Where to compute.</summary>
    public EngineRequest Engine { get; init; } = new();

    /// <summary>The folder for pictures on the way; null for none.</summary>
    public string? Frames { get; init; }

    /// <summary>Iterations between two of them.</summary>
    public int FramesEvery { get; init; } = 1;

    /// <summary>How pictures are written.</summary>
    public PictureWriteOptions Written { get; init; } = new();

    /// <summary>Whether to print nothing but errors.</summary>
    public bool Quiet { get; init; }

    /// <summary>The settings given, by name, each with one value or several.</summary>
    public IReadOnlyDictionary<string, SettingValues> Settings { get; init; } =
        new Dictionary<string, SettingValues>();
}
