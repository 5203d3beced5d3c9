using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StyleFunctions.Page.Tests;

/// <summary>The page with a keyboard alone, on a phone, and for those who want no motion.</summary>
public sealed class AccessTests(Chromium chromium) : PageTest(chromium)
{
    private const int PhoneWidth = 360;

    [PageFact]
    public Task A_job_is_started_and_watched_by_keyboard_alone() => VisitAsync(async (page, _) =>
    {
        page.FileChooser += (_, _) => { }; // else the browser's own dialog comes between one choice and the next
        await ChooseAsync(page, "Content", "harbour");
        await ChooseAsync(page, "Style", "brushwork");
        await TabToAsync(page, page.GetByLabel("Size", Exactly));
        await page.Keyboard.TypeAsync("48");
        await TabToAsync(page, page.GetByLabel("Iterations", Exactly));
        await page.Keyboard.TypeAsync("10");
        await TabToAsync(page, Button(page, "Paint it"));
        await page.Keyboard.PressAsync("Enter");

        await StateIsAsync(page, "done");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".frame-name")).ToContainTextAsync("Frame 1 of 2");
        await TabToAsync(page, page.GetByRole(AriaRole.Radio, new() { Name = "nothing" }));
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "content" })).ToBeCheckedAsync();
    });

    [PageFact]
    public Task Nothing_is_wider_than_a_phone() => VisitAsync(
        async (page, _) =>
        {
            await Expect(page.GetByText("Nothing painted yet")).ToBeVisibleAsync();
            await FitsAsync(page);
            await page.GetByText("All settings").ClickAsync();
            await FillAsync(page, 2, "brushwork", "woodcut", "mosaic");
            await page.GetByLabel("A picture for each style").CheckAsync();
            await FitsAsync(page);
            await Button(page, "Paint it").ClickAsync();
            await StateIsAsync(page, "done");
            await Expect(page.GetByAltText("All pictures of this job side by side")).ToBeVisibleAsync();
            await page.GetByText("Every setting").ClickAsync();
            await FitsAsync(page);
            await page.GetByRole(AriaRole.Navigation).GetByText("Gallery").ClickAsync();
            await Expect(page.Locator(".cards li")).ToHaveCountAsync(1);
            await FitsAsync(page);
        },
        PhoneWidth);

    private static async Task FitsAsync(IPage page) =>
        Assert.Equal(PhoneWidth, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

    private static async Task ChooseAsync(IPage page, string place, string sample)
    {
        await TabToAsync(page, page.GetByLabel(place, Exactly));
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(Sample(sample));
    }

    // Where the keyboard is can be seen: on the element itself or on what it lies in.
    private static async Task TabToAsync(IPage page, ILocator target)
    {
        const int MostTabs = 60;
        var isThere = false;
        for (var tabs = 0; tabs < MostTabs && !isThere; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            isThere = await target.EvaluateAsync<bool>("element => element === document.activeElement");
        }

        Assert.True(isThere, $"The Tab key does not lead to {target}.");
        Assert.True(
            await target.EvaluateAsync<bool>(
                """
                element => {
                  for (let e = element; e && e !== document.body; e = e.parentElement) {
                    const style = getComputedStyle(e);
                    if (style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2 && style.opacity > 0) {
                      return true;
                    }
                  }
                  return false;
                }
                """),
            $"The focus cannot be seen at {target}.");
    }
}
