using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using StyleFunctions.Functions;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Networks;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
var settings = AppSettings.Read(builder.Configuration);
var account = StorageAccount.Connect(builder.Configuration);
var store = new BlobArtifactStore(account.GetBlobContainerClient(settings.Container));
await store.EnsureAsync();
BlobContainerClient? weights = settings.WeightsContainer is { } container
    ? account.GetBlobContainerClient(container)
    : null;
using var networks = await InstalledNetworks.FindAsync(weights);
builder.Services.AddStyleFunctions(settings, store, networks);
await builder.Build().RunAsync();
