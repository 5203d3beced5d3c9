using StyleFunctions.Imaging;

namespace StyleFunctions.Transfer;

/// <summary>The pictures of a style transfer, at their own sizes.</summary>
/// <param name="Content">The picture whose content is kept; it gives the result its shape.</param>
/// <param name="Styles">One or more pictures whose style is imposed.</param>
/// <param name="Start">The picture to start from, when the settings' Init names a file; else null.</param>
public sealed record TransferInputs(Picture Content, IReadOnlyList<Picture> Styles, Picture? Start = null);
