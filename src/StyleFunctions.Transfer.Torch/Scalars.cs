using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>
/// Numbers that outlive every call. TorchSharp 0.106 makes a <see cref="Scalar"/> of a number and forgets it before the
/// native code has read it, so that the collector may free it under its hands: each is held here, by a field, or by
/// <c>using</c>. For the same reason add is always given its factor, which would be such a number.
/// </summary>
internal static class Scalars
{
    /// <summary>0.</summary>
    public static Scalar Zero { get; } = 0;

    /// <summary>1.</summary>
    public static Scalar One { get; } = 1;
}
