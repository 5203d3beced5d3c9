using System.Text.Json;
using System.Text.Json.Serialization;

namespace StyleFunctions.Pipeline;

/// <summary>Names of an enumeration, lower case, words joined by '-'; no numbers.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class JsonEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, false)
    where T : struct, Enum;
