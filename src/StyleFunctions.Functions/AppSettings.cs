using System.Globalization;
using Microsoft.Extensions.Configuration;
using StyleFunctions.Functions.Api;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Functions;

/// <summary>What the app's settings say, StyleFunctions__ before each; docs/azure.md has them in a table.</summary>
internal sealed record AppSettings
{
    private const string Section = "StyleFunctions";
    private const double UsualChunkSeconds = 60;

    /// <summary>The container of everything that is read and written.</summary>
    public string Container { get; init; } = "artifacts";

    /// <summary>The container with VGG's weights; null for the user's cache.</summary>
    public string? WeightsContainer { get; init; }

    /// <summary>What chunks are computed with; null where none are.</summary>
    public ComputeDevice? Engine { get; init; }

    /// <summary>What a GPU computes in.</summary>
    public GpuPrecision Precision { get; init; }

    /// <summary>Whether to go on with jobs that another engine began: a GPU of another model, say.</summary>
    public bool TakesOver { get; init; }

    /// <summary>How jobs are painted.</summary>
    public PaintingOptions Painting { get; init; } = new(new ChunkBudget(Seconds: UsualChunkSeconds));

    /// <summary>Bytes that a job may use whose request leaves it open; null for what is free here.</summary>
    public long? Memory { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="configuration">The app's settings.</param>
    /// <exception cref="AppSettingException">A setting is not allowed.</exception>
    public static AppSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        CheckSignIn(section);
        return new AppSettings
        {
            Container = section[nameof(Container)] is { Length: > 0 } container
                ? container
                : throw new AppSettingException(
                    $"{Section}__{nameof(Container)} is not set, and the inbox's trigger needs it; the usual name is "
                    + "artifacts."),
            WeightsContainer = section[nameof(WeightsContainer)] is { Length: > 0 } weights ? weights : null,
            Engine = ReadEngine(section),
            Precision = ReadPrecision(section),
            TakesOver = ReadTakesOver(section),
            Painting = new PaintingOptions(
                new ChunkBudget(Seconds: Number(section, "ChunkSeconds", 1, 1500) ?? UsualChunkSeconds),
                (int)(Number(section, "VariantsAtOnce", 1, 1000, isWhole: true) ?? 1),
                Number(section, "GpuSecondsPerJob", 1, 10_000_000)),
            Memory = section[nameof(Memory)] is not { Length: > 0 } text ? null : ByteCount.Parse(text)
                ?? throw Refused(nameof(Memory), text, "a number of bytes, such as 800MB or 12GB"),
        };
    }

    // An image built to trust whoever gets here must not stand where nobody signs in.
    private static void CheckSignIn(IConfigurationSection section)
    {
        if (section["SignIn"] is { Length: > 0 } wanted && wanted != Access.SignIn)
        {
            throw new AppSettingException(
                $"{Section}__SignIn is '{wanted}', and this app was built with SignIn={Access.SignIn}; build it with "
                + $"-p:SignIn={wanted}.");
        }
    }

    private static ComputeDevice? ReadEngine(IConfigurationSection section)
    {
        var text = section[nameof(Engine)];
        try
        {
            return string.IsNullOrEmpty(text) ? null : ComputeDevice.Parse(text);
        }
        catch (InvalidSettingException)
        {
            throw Refused(nameof(Engine), text!, $"{ComputeDevice.Allowed}, or nothing where no chunks are run");
        }
    }

    private static GpuPrecision ReadPrecision(IConfigurationSection section)
    {
        var text = section[nameof(Precision)];
        var names = Enum.GetNames<GpuPrecision>();
        return string.IsNullOrEmpty(text) ? GpuPrecision.Auto
            : names.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
                ? Enum.Parse<GpuPrecision>(name)
            : throw Refused(nameof(Precision), text, string.Join(", ", names).ToLowerInvariant());
    }

    private static bool ReadTakesOver(IConfigurationSection section)
    {
        var text = section[nameof(TakesOver)];
        return !string.IsNullOrEmpty(text)
            && (bool.TryParse(text, out var takesOver) ? takesOver
                : throw Refused(nameof(TakesOver), text, "true or false"));
    }

    private static double? Number(
        IConfigurationSection section, string name, double least, double most, bool isWhole = false)
    {
        var text = section[name];
        return string.IsNullOrEmpty(text) ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most && (!isWhole || double.IsInteger(number)) ? number
            : throw Refused(name, text, string.Create(
                CultureInfo.InvariantCulture,
                $"a {(isWhole ? "whole " : "")}number from {least:N0} to {most:N0}"));
    }

    private static AppSettingException Refused(string name, string value, string allowed) =>
        new($"'{value}' is not allowed for {Section}__{name}; it takes {allowed}.");
}
