using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines;

/// <summary>
/// A device that engines compute on: a process opens it once, for all the networks and settings it meets.
/// </summary>
public interface IEngineSource : IDisposable
{
    /// <summary>The name of its engines: see <see cref="IEngine.Name"/>.</summary>
    string EngineName { get; }

    /// <summary>Makes an engine.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pooling">How it halves its feature maps.</param>
    /// <param name="padding">What its first convolution sees beyond the edge.</param>
    IEngine MakeEngine(Network network, Pooling pooling, Padding padding);
}
