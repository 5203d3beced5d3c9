namespace StyleFunctions.Cli;

/// <summary>The command line, or a file it names, is not as it must be.</summary>
/// <param name="message">One sentence for a person: what is wrong and what is allowed.</param>
internal sealed class UsageException(string message) : Exception(message);
