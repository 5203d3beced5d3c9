using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Engines;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Torch.Tests;

public sealed class TorchEngineAgreementTests(ITestOutputHelper output) : EngineAgreementContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new OwnedEngine(network, pooling, padding);
}

public sealed class TorchEngineStatisticsTests(ITestOutputHelper output) : EngineStatisticsContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new OwnedEngine(network, pooling, padding);
}

public sealed class TorchEngineRepeatabilityTests(ITestOutputHelper output) : EngineRepeatabilityContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new OwnedEngine(network, pooling, padding);
}

public sealed class TorchEngineDescentTests(ITestOutputHelper output) : EngineDescentContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new OwnedEngine(network, pooling, padding);
}
