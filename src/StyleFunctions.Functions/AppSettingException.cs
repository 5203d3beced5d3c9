namespace StyleFunctions.Functions;

/// <summary>The app cannot start as it is set up. The message is one sentence for whoever sets it up.</summary>
/// <param name="message">Which setting, what is wrong, what is allowed.</param>
internal sealed class AppSettingException(string message) : Exception(message);
