using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace StyleFunctions.Functions;

/// <summary>The storage account, which is the Functions host's too.</summary>
internal static class StorageAccount
{
    private const string Setting = "AzureWebJobsStorage";

    /// <summary>
    /// Connects to it: by a connection string, as on a developer's machine, or by the app's identity.
    /// </summary>
    /// <param name="configuration">The app's settings.</param>
    /// <exception cref="AppSettingException">Neither is set.</exception>
    public static BlobServiceClient Connect(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } connection)
        {
            return new BlobServiceClient(connection);
        }

        return configuration[$"{Setting}:blobServiceUri"] is { Length: > 0 } address
            ? new BlobServiceClient(new Uri(address), new DefaultAzureCredential())
            : throw new AppSettingException(
                $"Neither {Setting} (a connection string) nor {Setting}__blobServiceUri (an address, for an identity) "
                + "is set, so there is no storage account.");
    }
}
