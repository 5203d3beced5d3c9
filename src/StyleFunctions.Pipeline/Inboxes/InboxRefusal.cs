namespace StyleFunctions.Pipeline.Inboxes;

/// <summary>Lies beside a file of the inbox that became no job (NAME.error.json).</summary>
/// <param name="Problem">Why, in one sentence.</param>
/// <param name="Field">The request's field that is to blame; null for none.</param>
/// <param name="Seen">What there was in the inbox and in styles/: with other files it is tried again.</param>
public sealed record InboxRefusal(string Problem, string? Field, string Seen);
