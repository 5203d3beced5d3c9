using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A text, a number, or a list of them.</summary>
internal sealed class SettingValuesConverter : JsonConverter<SettingValues>
{
    public override bool HandleNull => true; // by refusing it

    public override SettingValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return new SettingValues([Value(ref reader)]);
        }

        var values = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(Value(ref reader));
        }

        return values.Count > 0 ? new SettingValues(values) : throw new JsonException("An empty list has no value.");
    }

    public override void Write(Utf8JsonWriter writer, SettingValues value, JsonSerializerOptions options)
    {
        if (value.Values.Count == 1)
        {
            writer.WriteStringValue(value.Values[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (var text in value.Values)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    // A number is kept as it was written, so that no digit is lost.
    private static string Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("A setting's value is a text, a number, or a list of them."),
    };
}
