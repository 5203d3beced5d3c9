namespace StyleFunctions.Http.Pages;

/// <summary>A file of the web page.</summary>
/// <param name="Type">Its content type.</param>
/// <param name="Tag">Its entity tag, quoted.</param>
/// <param name="Bytes">What it holds.</param>
internal sealed record PageFile(string Type, string Tag, byte[] Bytes);
