using System.Security.Cryptography;

namespace StyleFunctions.Functions.Blobs;

/// <summary>
/// The hash that the service compares and sends. It guards against accidents; what must not be forged has a SHA-256.
/// </summary>
internal static class BlobHash
{
#pragma warning disable CA5351 // The service knows no other.
    public static byte[] Of(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351

    /// <summary>Of what comes piece by piece.</summary>
    public static IncrementalHash Begin() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
}
