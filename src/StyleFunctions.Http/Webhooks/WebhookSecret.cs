using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StyleFunctions.Http.Webhooks;

/// <summary>Signs what a webhook is told, as Standard Webhooks has it: HMAC-SHA256 over id.timestamp.body.</summary>
public sealed class WebhookSecret
{
    /// <summary>The environment variable that holds it.</summary>
    public const string Variable = "STYLEFUNCTIONS_WEBHOOK_SECRET";

    private const string Base64Mark = "whsec_";

    private readonly byte[] _key;

    /// <summary>A secret.</summary>
    /// <param name="text">whsec_ and the key in base 64, as Standard Webhooks has it; or any text.</param>
    /// <exception cref="FormatException">It begins with whsec_, but is no base 64, or nothing follows.</exception>
    public WebhookSecret(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _key = text.StartsWith(Base64Mark, StringComparison.Ordinal)
            ? KeyOf(text[Base64Mark.Length..])
            : Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The secret of the environment; null if it has none.</summary>
    /// <exception cref="FormatException">As in the constructor.</exception>
    public static WebhookSecret? OfEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? new WebhookSecret(text) : null;

    /// <summary>The header webhook-signature.</summary>
    /// <param name="id">The header webhook-id.</param>
    /// <param name="seconds">The header webhook-timestamp: seconds since 1970.</param>
    /// <param name="body">The body.</param>
    public string Sign(string id, long seconds, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}."));
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, (byte[])[.. head, .. body]))}";
    }

    // The message does not repeat the secret.
    private static byte[] KeyOf(string base64)
    {
        var key = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, key, out var length) && length > 0
            ? key[..length]
            : throw new FormatException(
                $"{Variable} begins with {Base64Mark}, which a key in base 64 must follow; without {Base64Mark}, any "
                + "text is allowed.");
    }
}
