using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StyleFunctions.Page.Tests;

/// <summary>Past jobs.</summary>
public sealed class GalleryTests(Chromium chromium) : PageTest(chromium)
{
    [PageFact]
    public Task A_past_job_hangs_there_after_a_reload_and_back_comes_back() => VisitAsync(async (page, server) =>
    {
        await StartAsync(page, 2);
        await StateIsAsync(page, "done");
        await page.GotoAsync(server.Address.ToString());
        await page.ReloadAsync();

        var card = page.GetByRole(AriaRole.Link, new() { Name = "harbour + brushwork" });
        await Expect(card.Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 48);
        await card.ClickAsync();
        await StateIsAsync(page, "done");
        await page.GoBackAsync();
        await Expect(Button(page, "Paint it")).ToBeVisibleAsync();
    });

    [PageFact]
    public Task A_job_is_deleted_once_that_is_confirmed() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page, 2);
        await StateIsAsync(page, "done");
        await Button(page, "Delete").ClickAsync();
        await Expect(Button(page, "Keep it")).ToBeFocusedAsync();
        await Button(page, "Keep it").ClickAsync();
        await StateIsAsync(page, "done");

        await Button(page, "Delete").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("Nothing painted yet")).ToBeVisibleAsync();
    });

    [PageFact]
    public Task A_job_is_deleted_from_the_gallery() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page, 2);
        await StateIsAsync(page, "done");
        await page.GetByRole(AriaRole.Navigation).GetByText("Gallery").ClickAsync();
        await Button(page, "Delete harbour + brushwork").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("Nothing painted yet")).ToBeVisibleAsync();
    });
}
