using Microsoft.Azure.Functions.Worker;

namespace StyleFunctions.Functions.Api;

/// <summary>Who asks callers who they are; chosen when the app is built, since attributes hold it.</summary>
internal static class Access
{
#if SIGN_IN_KEYS
    /// <summary>The Functions host does: for a key.</summary>
    public const string SignIn = "keys";

    /// <summary>What an HTTP function asks for.</summary>
    public const AuthorizationLevel Level = AuthorizationLevel.Function;
#else
    /// <summary>The platform in front of the app does: whoever gets here has signed in.</summary>
    public const string SignIn = "entra";

    /// <summary>What an HTTP function asks for.</summary>
    public const AuthorizationLevel Level = AuthorizationLevel.Anonymous;
#endif
}
