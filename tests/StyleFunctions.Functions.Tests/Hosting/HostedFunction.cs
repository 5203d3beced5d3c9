using System.Text.Json;
using StyleFunctions.Functions.Tests.Hosting.Protocol;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>A function as the worker lists it.</summary>
/// <param name="Metadata">What it says of it.</param>
/// <param name="Bindings">Its bindings.</param>
internal sealed record HostedFunction(FunctionMetadata Metadata, IReadOnlyList<JsonElement> Bindings)
{
    public string Name => Metadata.Name;

    /// <summary>What starts it.</summary>
    public JsonElement Trigger => Bindings.Single(b => TypeOf(b).EndsWith("Trigger", StringComparison.Ordinal));

    /// <summary>The trigger's type, such as httpTrigger.</summary>
    public string TriggerType => TypeOf(Trigger);

    /// <summary>The parameters that are clients of Durable Functions.</summary>
    public IEnumerable<string> Clients => Bindings.Where(b => TypeOf(b) == "durableClient").Select(NameOf);

    public static HostedFunction Of(FunctionMetadata metadata) =>
        new(metadata, [.. metadata.RawBindings.Select(b => JsonSerializer.Deserialize<JsonElement>(b))]);

    /// <summary>A text of the trigger; null if it has none.</summary>
    public string? TriggerText(string property) =>
        Trigger.TryGetProperty(property, out var value) ? value.GetString() : null;

    public static string NameOf(JsonElement binding) => binding.GetProperty("name").GetString()!;

    private static string TypeOf(JsonElement binding) => binding.GetProperty("type").GetString()!;
}
