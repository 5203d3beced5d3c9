namespace StyleFunctions.Page.Tests;

/// <summary>A fact about the page, seen in Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PageFactAttribute : FactAttribute
{
    public PageFactAttribute() => Skip = Suite.Skip;
}
