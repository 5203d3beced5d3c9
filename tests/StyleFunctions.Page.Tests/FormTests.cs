using Microsoft.Playwright;
using StyleFunctions.Transfer.Settings;
using static Microsoft.Playwright.Assertions;

namespace StyleFunctions.Page.Tests;

/// <summary>The form and what it says when something is wrong.</summary>
public sealed class FormTests(Chromium chromium) : PageTest(chromium)
{
    [PageFact]
    public Task Every_setting_has_a_field_with_its_default() => VisitAsync(async (page, _) =>
    {
        await page.GetByText("All settings").ClickAsync();
        var profile = PageServer.Profile;
        var defaults = Presets.For(Presets.Default, profile.Architecture, profile.Preprocessing);
        foreach (var setting in Setting.All)
        {
            var field = page.Locator($"#setting-{setting.Name}");
            var shown = setting.Choices.Count > 0
                ? await field.EvaluateAsync<string>("select => select.selectedOptions[0].text")
                : await field.GetAttributeAsync("placeholder");
            Assert.Equal(setting.Read(defaults), shown);
            await Expect(page.Locator($"#setting-{setting.Name}-hint")).ToContainTextAsync(setting.Meaning);
        }

        await page.GetByLabel("Preset", Exactly).SelectOptionAsync(Presets.Gatys);
        await Expect(page.GetByLabel("History", Exactly)).ToHaveAttributeAsync("placeholder", "100");
    });

    [PageFact]
    public Task Pictures_of_the_kinds_that_the_server_reads_can_be_chosen() => VisitAsync(async (page, _) =>
    {
        foreach (var place in (string[])["Content", "Style"])
        {
            var input = page.GetByLabel(place, Exactly);
            await Expect(input).ToHaveAttributeAsync("accept", "image/png,image/jpeg");
        }
    });

    [PageFact]
    public Task A_wrong_setting_is_named_at_its_field() => VisitAsync(
        async (page, _) =>
        {
            await FillAsync(page, 5, "brushwork");
            var size = page.GetByLabel("Size", Exactly);
            await size.FillAsync("9");
            await Button(page, "Paint it").ClickAsync();

            await Expect(page.Locator("#setting-size-error")).ToContainTextAsync("it takes 16 to 50000");
            await Expect(size).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(size).ToBeFocusedAsync();

            await size.FillAsync("32");
            await Button(page, "Paint it").ClickAsync();
            await Expect(page).ToHaveURLAsync(JobAddress());
        },
        refusals: 422);

    [PageFact]
    public Task A_wrong_setting_among_the_folded_ones_is_unfolded() => VisitAsync(
        async (page, _) =>
        {
            await FillAsync(page, 5, "brushwork");
            await page.GetByText("All settings").ClickAsync();
            await page.GetByLabel("Average decay", Exactly).FillAsync("much");
            await page.GetByText("All settings").ClickAsync();
            await Button(page, "Paint it").ClickAsync();
            await Expect(page.Locator("#setting-average-decay-error")).ToBeVisibleAsync();
        },
        refusals: 422);

    [PageFact]
    public Task A_missing_picture_is_named_at_its_place() => VisitAsync(
        async (page, _) =>
        {
            await page.GetByLabel("Style", Exactly).SetInputFilesAsync(Sample("brushwork"));
            await Button(page, "Paint it").ClickAsync();
            await Expect(page.Locator("#content-error")).ToContainTextAsync("at least one is needed");
            await Expect(page.GetByLabel("Content", Exactly)).ToBeFocusedAsync();
        },
        refusals: 422);

    [PageFact]
    public Task A_file_that_is_no_picture_is_named_at_its_place() => VisitAsync(
        async (page, _) =>
        {
            await FillAsync(page, 5, "brushwork");
            await page.GetByLabel("Style", Exactly).SetInputFilesAsync(new FilePayload
            {
                Name = "poem.png",
                MimeType = "image/png",
                Buffer = "No picture, but a thousand words."u8.ToArray(),
            });
            await Button(page, "Paint it").ClickAsync();
            await Expect(page.Locator("#styles-error")).Not.ToBeEmptyAsync();
        },
        refusals: 422);

    [PageFact]
    public Task A_reload_keeps_pictures_and_settings() => VisitAsync(async (page, _) =>
    {
        await FillAsync(page, 7, "brushwork", "woodcut");
        await Expect(page.Locator(".drop-pictures li")).ToHaveCountAsync(3);
        await page.ReloadAsync();

        await Expect(page.Locator(".drop-pictures span")).ToHaveTextAsync(
            ["harbour.png", "brushwork.png", "woodcut.png"]);
        await Expect(page.GetByLabel("Iterations", Exactly)).ToHaveValueAsync("7");
        await Button(page, "Remove woodcut.png").ClickAsync();
        await Expect(page.Locator(".drop-pictures li")).ToHaveCountAsync(2);
    });
}
