using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;

namespace StyleFunctions.Functions.Tests.Storage;

/// <summary>
/// Microsoft's emulator of its storage (npm install -g azurite), on free ports and in memory: nothing is left of it.
/// </summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private const string Variable = "STYLEFUNCTIONS_AZURITE";
    private const string Account = "tests";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Services = ["Blob", "Queue", "Table"];
    private static readonly string? Program = Find();

    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private Process? _process;

    /// <summary>Why tests that need it are skipped; null if it is there.</summary>
    public static string? Skip => Program is null
        ? $"Needs Azurite: npm install -g azurite, or name it in {Variable}."
        : null;

    /// <summary>How clients find it.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>A new container, empty.</summary>
    /// <param name="options">How the client is to behave.</param>
    public async Task<BlobContainerClient> NewContainerAsync(BlobClientOptions? options = null)
    {
        var name = $"test-{Guid.NewGuid():N}";
        await new BlobContainerClient(ConnectionString, name).CreateAsync();
        return new BlobContainerClient(ConnectionString, name, options);
    }

    public async Task InitializeAsync()
    {
        if (Program is null)
        {
            return;
        }

        string[] arguments =
        [
            "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        ];
        _process = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardOutput = true,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{_key}" },
        })!;
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={_key}";
        using var patience = new CancellationTokenSource(Patience);
        for (var heard = 0; heard < Services.Length;)
        {
            var line = await _process.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new InvalidOperationException("Azurite ended before it listened.");
            if (Listening().Match(line) is { Success: true } match)
            {
                ConnectionString += $";{match.Groups[1]}Endpoint={match.Groups[2]}/{Account}";
                heard++;
            }
        }

        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None); // else what it says may stop it
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "azurite.cmd" : "azurite";
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Environment.GetEnvironmentVariable(Variable)
            ?? places.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"Azurite (\w+) service is successfully listening at (\S+)")]
    private static partial Regex Listening();
}
