using Azure.Core.Serialization;
using Microsoft.DurableTask;

namespace StyleFunctions.Functions.Tests.Orchestration;

/// <summary>Writes and reads as the Functions worker does.</summary>
internal sealed class FunctionsConverter(ObjectSerializer serializer) : DataConverter
{
    public override string? Serialize(object? value) =>
        value is null ? null : serializer.Serialize(value, value.GetType()).ToString();

    public override object? Deserialize(string? data, Type targetType) => data is null
        ? null
        : serializer.Deserialize(BinaryData.FromString(data).ToStream(), targetType, CancellationToken.None);
}
