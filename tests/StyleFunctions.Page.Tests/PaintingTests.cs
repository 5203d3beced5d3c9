using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StyleFunctions.Imaging;
using static Microsoft.Playwright.Assertions;

namespace StyleFunctions.Page.Tests;

/// <summary>From two pictures to a third.</summary>
public sealed class PaintingTests(Chromium chromium) : PageTest(chromium)
{
    private static readonly string[] Losses = ["total", "content", "style", "tv"];
    private static readonly string[] Sources = ["content", "style"];

    [PageFact]
    public Task A_picture_is_painted_from_upload_to_download() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page);
        await StateIsAsync(page, "done");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("harbour + brushwork");
        await Expect(page.Locator(".percent")).ToHaveTextAsync("100 %");
        await Expect(page.GetByAltText("The painted picture")).ToHaveJSPropertyAsync("naturalWidth", 48);
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download", Exact = true }).ClickAsync());
        Assert.Equal("harbour + brushwork.png", download.SuggestedFilename);
        var picture = PictureFile.Read(await download.PathAsync());
        Assert.Equal((48, 32), (picture.Width, picture.Height));
    });

    [PageFact]
    public Task Every_frame_can_be_stepped_to() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page);
        await StateIsAsync(page, "done");
        await Expect(page.Locator(".frame-name")).ToContainTextAsync("Frame 4 of 4");
        var painted = page.GetByAltText("The painted picture");
        var last = await painted.GetAttributeAsync("src");

        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).ClickAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".frame-name")).ToContainTextAsync("Frame 3 of 4");
        await Expect(painted).Not.ToHaveAttributeAsync("src", last!);
        await Button(page, "Frame before").ClickAsync();
        await Expect(page.Locator(".frame-name")).ToContainTextAsync("Frame 2 of 4");
        await Button(page, "Play").ClickAsync();
        await Expect(page.Locator(".frame-name")).ToContainTextAsync("Frame 4 of 4");
        await Expect(painted).ToHaveAttributeAsync("src", last!);
    });

    [PageFact]
    public Task Losses_are_drawn_for_every_iteration_with_the_scales_between() => VisitAsync(async (page, _) =>
    {
        await FillAsync(page, 10, "brushwork");
        await page.GetByText("All settings").ClickAsync();
        await page.GetByLabel("Min size", Exactly).FillAsync("24");
        await Button(page, "Paint it").ClickAsync();
        await StateIsAsync(page, "done");

        // 24, 34 and 48: twenty iterations, then ten and ten.
        await Expect(page.Locator(".plot .boundary")).ToHaveCountAsync(2);
        foreach (var series in Losses)
        {
            var path = await page.Locator($".curve.{series}").GetAttributeAsync("d") ?? "";
            Assert.InRange(Regex.Count(path, "[ML]"), 37, 40); // content begins with no loss, which has no logarithm
        }

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^tv") }).ClickAsync();
        await Expect(page.Locator(".curve.tv")).ToHaveCountAsync(0);
    });

    [PageFact]
    public Task Content_and_style_are_compared_with_the_result() => VisitAsync(async (page, _) =>
    {
        await StartAsync(page);
        await StateIsAsync(page, "done");

        foreach (var name in Sources)
        {
            await page.GetByRole(AriaRole.Radio, new() { Name = name, Exact = true }).CheckAsync();
            await Expect(page.Locator(".side.left")).ToHaveTextAsync(name);
            await Expect(page.Locator(".other")).ToHaveJSPropertyAsync("complete", true);
        }

        var wipe = page.GetByLabel("How much of the other picture is shown");
        var before = await ClipAsync(page);
        await wipe.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(before, await ClipAsync(page));
        var stage = (await page.Locator(".stage").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(stage.X + (stage.Width / 4), stage.Y + (stage.Height / 2));
        Assert.InRange(int.Parse(await wipe.InputValueAsync()), 24, 26);
    });

    [PageFact]
    public Task Several_styles_can_each_have_a_picture() => VisitAsync(async (page, _) =>
    {
        await FillAsync(page, 5, "brushwork", "woodcut");
        await page.GetByLabel("A picture for each style").CheckAsync();
        await Button(page, "Paint it").ClickAsync();
        await StateIsAsync(page, "done");

        await page.GetByRole(AriaRole.Radio, new() { Name = "woodcut" }).CheckAsync();
        await Expect(page).ToHaveURLAsync(new Regex("#/jobs/[^/]+/v002$"));
        await Expect(page.Locator(".facts-list")).ToContainTextAsync("woodcut.png");
        await Expect(page.GetByAltText("All pictures of this job side by side")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.Locator(".facts-list")).ToContainTextAsync("woodcut.png");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "woodcut" })).ToBeCheckedAsync();
    });

    [PageFact]
    public Task Several_numbers_in_a_field_are_a_picture_each() => VisitAsync(async (page, _) =>
    {
        await FillAsync(page, 5, "brushwork");
        await page.GetByLabel("Style weight", Exactly).FillAsync("1 3 9");
        await Button(page, "Paint it").ClickAsync();
        await Expect(page.Locator(".variants input")).ToHaveCountAsync(3);
    });

    [PageFact]
    public Task An_empty_gallery_offers_two_pictures_to_try() => VisitAsync(async (page, _) =>
    {
        await Button(page, "Try these two").ClickAsync();
        await Expect(page.Locator(".drop-pictures li")).ToHaveTextAsync(["harbour.jpg\u00d7", "brushwork.jpg\u00d7"]);
        await page.GetByLabel("Size", Exactly).FillAsync("32");
        await page.GetByLabel("Iterations", Exactly).FillAsync("2");
        await Button(page, "Paint it").ClickAsync();
        await StateIsAsync(page, "done");
    });

    private static Task<string> ClipAsync(IPage page) =>
        page.Locator(".other").EvaluateAsync<string>("other => getComputedStyle(other).clipPath");
}
