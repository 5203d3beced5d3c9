using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Engines;

public sealed class CpuEngineAgreementTests(ITestOutputHelper output) : EngineAgreementContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new CpuEngine(network, pooling, padding);
}

public sealed class CpuEngineStatisticsTests(ITestOutputHelper output) : EngineStatisticsContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new CpuEngine(network, pooling, padding);
}

public sealed class CpuEngineRepeatabilityTests(ITestOutputHelper output) : EngineRepeatabilityContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new CpuEngine(network, pooling, padding);
}

public sealed class CpuEngineDescentTests(ITestOutputHelper output) : EngineDescentContract(output)
{
    protected override IEngine Create(Network network, Pooling pooling, Padding padding) =>
        new CpuEngine(network, pooling, padding);
}
