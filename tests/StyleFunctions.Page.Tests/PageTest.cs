using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StyleFunctions.Page.Tests;

/// <summary>
/// A visit to a fresh server. Whatever a test looks at, the page must load nothing from elsewhere and must not complain
/// in the console.
/// </summary>
[Collection(Suite.Name)]
public abstract partial class PageTest(Chromium chromium)
{
    /// <summary>For anything the page has to show sooner or later, in milliseconds.</summary>
    private const float Patience = 60_000;

    /// <summary>Visits the page.</summary>
    /// <param name="test">What to look at.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="isServerStopped">Whether the server stops on the way, which browsers log.</param>
    /// <param name="refusals">Status codes that the server is expected to answer with, which browsers log.</param>
    private protected async Task VisitAsync(
        Func<IPage, PageServer, Task> test, int width = 1280, bool isServerStopped = false, params int[] refusals)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        await using var server = new PageServer();
        await server.StartAsync();
        var browser = await chromium.GetAsync();
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        List<string> complaints = [];
        List<string> elsewhere = [];
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            var isExpected = (isServerStopped && message.Text.Contains("net::ERR_", StringComparison.Ordinal))
                || refusals.Any(code => message.Text.Contains($"status of {code}", StringComparison.Ordinal));
            if (message.Type is "error" or "warning" && !isExpected)
            {
                complaints.Add(message.Text);
            }
        };
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Address.ToString(), StringComparison.Ordinal)
                && !request.Url.StartsWith($"blob:{server.Address}", StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };
        await page.GotoAsync(server.Address.ToString());
        await test(page, server);
        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
    }

    /// <summary>A picture of samples/.</summary>
    private protected static string Sample(string name) =>
        Path.Combine(AppContext.BaseDirectory, "samples", $"{name}.png");

    /// <summary>Puts pictures and a small size into the form.</summary>
    private protected static async Task FillAsync(IPage page, int iterations, params string[] styles)
    {
        await page.GetByLabel("Content", Exactly).SetInputFilesAsync(Sample("harbour"));
        await page.GetByLabel("Style", Exactly).SetInputFilesAsync(styles.Select(Sample));
        await page.GetByLabel("Size", Exactly).FillAsync("48");
        await page.GetByLabel("Iterations", Exactly).FillAsync(iterations.ToString(
            System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Starts a job of a few seconds, or of so many iterations that it does not end.</summary>
    private protected static async Task StartAsync(IPage page, int iterations = 20)
    {
        await FillAsync(page, iterations, "brushwork");
        await page.GetByRole(AriaRole.Button, new() { Name = "Paint it" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(JobAddress());
    }

    /// <summary>Waits until the job on show is in a state.</summary>
    private protected static Task StateIsAsync(IPage page, string state) =>
        Assertions.Expect(page.Locator("#job .facts .state")).ToHaveTextAsync(state);

    /// <summary>A button of the view on show.</summary>
    private protected static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private protected static PageGetByLabelOptions Exactly { get; } = new() { Exact = true };

    [GeneratedRegex("#/jobs/[^/]+$")]
    private protected static partial Regex JobAddress();
}
