using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StyleFunctions.Page.Tests;

/// <summary>A job while it is painted.</summary>
public sealed partial class WatchingTests(Chromium chromium) : PageTest(chromium)
{
    private const int Endless = 100_000;

    [PageFact]
    public Task Frames_curves_and_time_left_come_by_themselves() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page, Endless);
        await Expect(page.Locator(".remaining")).ToHaveTextAsync(TimeLeft());
        await Expect(page.Locator(".curve.total")).ToHaveAttributeAsync("d", SomePoints());
        var painted = page.GetByAltText("The painted picture");
        await Expect(painted).ToBeVisibleAsync();
        var first = await painted.GetAttributeAsync("src");
        await Expect(painted).Not.ToHaveAttributeAsync("src", first!);
    });

    [PageFact]
    public Task A_job_is_paused_and_resumed_and_a_reload_shows_the_same() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page, Endless);
        await Expect(page.Locator(".frame-name")).ToContainTextAsync("Frame");
        await Button(page, "Pause").ClickAsync();
        await StateIsAsync(page, "paused");
        await Expect(Button(page, "Resume")).ToBeFocusedAsync();

        await page.ReloadAsync();
        await StateIsAsync(page, "paused");
        await Expect(page.GetByAltText("The painted picture")).ToBeVisibleAsync();
        await Button(page, "Resume").ClickAsync();
        await StateIsAsync(page, "running");
        var frames = await page.Locator(".frame-name").TextContentAsync();
        await Expect(page.Locator(".frame-name")).Not.ToHaveTextAsync(frames!);
    });

    [PageFact]
    public Task A_job_is_cancelled_and_can_be_resumed_after_all() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page, Endless);
        await Button(page, "Cancel").ClickAsync();
        await StateIsAsync(page, "cancelled");
        await Expect(Button(page, "Pause")).ToBeHiddenAsync();
        await Button(page, "Resume").ClickAsync();
        await Expect(page.Locator(".remaining")).ToHaveTextAsync(TimeLeft());
    });

    [PageFact]
    public Task When_the_server_is_back_the_page_goes_on_by_itself() => VisitAsync(
        async (page, server) =>
        {
            await StartAsync(page, 400);
            await Expect(page.Locator(".frame-name")).ToContainTextAsync("Frame");
            await server.StopAsync();
            await Expect(page.GetByText("The server does not answer.")).ToBeVisibleAsync();
            await server.StartAsync();
            await Expect(page.GetByText("The server does not answer.")).ToBeHiddenAsync();
            await StateIsAsync(page, "done");
            await Expect(page.Locator(".frame-name")).ToContainTextAsync("iteration 400 of 400");
        },
        isServerStopped: true);

    [PageFact]
    public Task A_job_that_is_not_there_is_said_so() => VisitAsync(
        async (page, server) =>
        {
            await page.GotoAsync($"{server.Address}#/jobs/nothing");
            await Expect(page.GetByText("There is no such job.")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "To the gallery" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Gallery" })).ToBeVisibleAsync();
        },
        refusals: 404);

    [GeneratedRegex("left$")]
    private static partial Regex TimeLeft();

    [GeneratedRegex("M.*L.*L")]
    private static partial Regex SomePoints();
}
