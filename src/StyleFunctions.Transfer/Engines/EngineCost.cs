namespace StyleFunctions.Transfer.Engines;

/// <summary>What evaluating a loss at one size takes.</summary>
/// <param name="Bytes">
/// Memory, with the weights in the engine's order; more than was allowed if even the smallest pieces need more.
/// </param>
/// <param name="MultiplyAdds">Multiplications with an addition in one evaluation, which take most of its time.</param>
/// <param name="Cut">How the picture is cut, such as "1/1/8": it decides the order of sums, and so the bytes.</param>
/// <param name="DeviceBytes">Memory of a device that has its own, beside the process's.</param>
public sealed record EngineCost(long Bytes, double MultiplyAdds, string Cut, long DeviceBytes = 0)
{
    /// <summary>Whether it is in no more pieces than it would be with any amount of memory.</summary>
    public bool IsWhole { get; init; } = true;
}
