using Azure;

namespace StyleFunctions.Functions.Blobs;

/// <summary>
/// Versions of artifacts are ETags without their quotation marks, which some answers of the service have and others do
/// not.
/// </summary>
internal static class BlobVersion
{
    public static string Of(ETag tag) => tag.ToString().Trim('"');

    public static ETag Tag(string version) => new($"\"{version}\"");
}
