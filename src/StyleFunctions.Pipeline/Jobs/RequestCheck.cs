using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What can be wrong with a request besides its settings.</summary>
internal static class RequestCheck
{
    private const int LongestName = 200;

    /// <summary>Refuses a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pictures">The pictures there are, by name.</param>
    /// <param name="network">The network there is.</param>
    /// <exception cref="JobRefusedException">Something is wrong with it; the message says what is allowed.</exception>
    public static void Check(
        JobRequest request, IReadOnlyDictionary<string, CanonicalPicture> pictures, NetworkProfile network)
    {
        CheckPictures("content", request.Content, pictures);
        CheckPictures("styles", request.Styles, pictures);
        if (request.BitDepth is not (8 or 16))
        {
            throw new JobRefusedException("bitDepth", $"bitDepth is {request.BitDepth}, but must be 8 or 16.");
        }

        if (request.Network is not null && request.Network != network.Architecture.Name)
        {
            throw new JobRefusedException(
                "network",
                $"The network '{request.Network}' is not here, but {network.Architecture.Name} is"
                + DidYouMean.Suggest(request.Network, NetworkArchitecture.All.Select(a => a.Name)));
        }

        if (request.Webhook is { } webhook
            && !(webhook.IsAbsoluteUri && webhook.Scheme is "http" or "https"))
        {
            throw new JobRefusedException("webhook", "The webhook is no address that begins with http:// or https://.");
        }

        if (request.Name?.Length > LongestName)
        {
            throw new JobRefusedException("name", $"The name is longer than {LongestName} characters.");
        }
    }

    private static void CheckPictures(
        string field, IReadOnlyList<string> names, IReadOnlyDictionary<string, CanonicalPicture> pictures)
    {
        if (names.Count == 0 || names.Any(string.IsNullOrEmpty)) // JSON's lists may hold nulls
        {
            throw new JobRefusedException(
                field, $"{field} names no picture, or one without a name; at least one is needed.");
        }

        if (names.FirstOrDefault(n => !pictures.ContainsKey(n)) is { } missing)
        {
            throw new JobRefusedException(
                field, $"There is no picture '{missing}'{DidYouMean.Suggest(missing, pictures.Keys)}");
        }
    }
}
