using StyleFunctions.Functions.Tests.Storage;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>The app for real.</summary>
[Collection(SharedAzurite.Name)]
public sealed class AppTests(Azurite azurite)
{
    [AzuriteFact]
    public async Task It_lists_its_functions()
    {
        await using var host = await FunctionsHost.StartAsync(new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["StyleFunctions__Engine"] = "cpu",
        });
        var page = await host.Client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.True(page.IsSuccessStatusCode, $"{page}\n{await page.Content.ReadAsStringAsync()} {host.Log}");
        var jobs = await host.Client.GetAsync(new Uri("/api/jobs", UriKind.Relative));
        Assert.True(jobs.IsSuccessStatusCode, $"{jobs}\n{host.Log}");
        Assert.Fail(string.Join(", ", host.Functions.Select(f => f.Name)) + await jobs.Content.ReadAsStringAsync());
    }
}
