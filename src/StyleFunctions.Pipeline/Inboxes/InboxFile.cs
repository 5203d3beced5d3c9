using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Inboxes;

/// <summary>A file of the inbox, or a style.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Version">Its version.</param>
internal sealed record InboxFile(string Name, string Version)
{
    private const string ReceiptEnding = ".job.json";
    private const string RefusalEnding = ".error.json";

    /// <summary>The name of the receipt beside it.</summary>
    public string Receipt => Name + ReceiptEnding;

    /// <summary>The name of the refusal beside it.</summary>
    public string Refusal => Name + RefusalEnding;

    /// <summary>Whether it is a receipt or a refusal.</summary>
    public bool IsReceipt => Ends(ReceiptEnding) || Ends(RefusalEnding);

    /// <summary>Whether it is a request: a .json in the inbox itself.</summary>
    public bool IsRequest => IsHere && Parts.Length == 1 && Ends(".json") && !IsReceipt;

    /// <summary>The style whose folder it lies in; null if it lies in none.</summary>
    public string? Style => IsHere && Parts.Length == 2 ? Parts[0] : null;

    /// <summary>Its name in its folder.</summary>
    public string ShortName => Parts[^1];

    private bool IsHere => Name.StartsWith(JobLayout.Inbox, StringComparison.Ordinal);

    private string[] Parts => Name[JobLayout.Inbox.Length..].Split('/');

    private bool Ends(string ending) => Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
