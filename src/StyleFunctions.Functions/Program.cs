using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using StyleFunctions.Functions;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Networks;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    var settings = AppSettings.Read(builder.Configuration);
    var account = StorageAccount.Connect(builder.Configuration);
    var store = new BlobArtifactStore(account.GetBlobContainerClient(settings.Container));
    await store.EnsureAsync();
    using var networks = await InstalledNetworks.FindAsync(
        settings.WeightsContainer is { } weights ? account.GetBlobContainerClient(weights) : null);
    builder.Services.AddStyleFunctions(settings, store, networks);
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception e) when (e is AppSettingException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"The app cannot start: {e.Message}");
    return 1;
}
