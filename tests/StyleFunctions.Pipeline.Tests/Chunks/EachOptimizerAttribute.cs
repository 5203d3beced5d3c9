using System.Reflection;
using Xunit.Sdk;

namespace StyleFunctions.Pipeline.Tests.Chunks;

/// <summary>Each optimiser with each number.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachOptimizerAttribute(params int[] numbers) : DataAttribute
{
    private static readonly string[] _optimizers = ["adam", "lbfgs"];

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from optimizer in _optimizers
        from number in numbers
        select new object[] { optimizer, number };
}
