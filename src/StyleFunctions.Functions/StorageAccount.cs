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
            try
            {
                return new BlobServiceClient(connection);
            }
            catch (FormatException)
            {
                throw new AppSettingException($"{Setting} is no connection string."); // which may hold a secret
            }
        }

        return Uri.TryCreate(configuration[$"{Setting}:blobServiceUri"], UriKind.Absolute, out var address)
            ? new BlobServiceClient(address, new DefaultAzureCredential())
            : throw new AppSettingException(
                $"Neither {Setting} (a connection string) nor {Setting}__blobServiceUri (an address, for an identity) "
                + "is set, so there is no storage account.");
    }
}
