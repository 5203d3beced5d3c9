namespace StyleFunctions.Pipeline.Inboxes;

/// <summary>A file of the inbox is still being copied in; what needs it waits for the next look.</summary>
internal sealed class UnsettledException : Exception;
