using System.Reflection;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Tests.Artifacts;
using Xunit.Sdk;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>Blobs keep the contracts that a folder keeps, each test of them with a container of its own.</summary>
[Collection(SharedAzurite.Name)]
public sealed class BlobContractTests(Azurite azurite)
{
    public static TheoryData<string, object[]> Contract => TestsOf(typeof(ArtifactStoreContract));

    public static TheoryData<string, object[]> RacesContract => TestsOf(typeof(ArtifactStoreRacesContract));

    [AzuriteTheory]
    [MemberData(nameof(Contract))]
    public async Task The_contract(string test, object[] arguments) =>
        await Run(new CheckedBlobs(new BlobArtifactStore(await azurite.NewContainerAsync())), test, arguments);

    [AzuriteTheory]
    [MemberData(nameof(RacesContract))]
    public async Task The_contract_of_races(string test, object[] arguments) =>
        await Run(new RacingBlobs(new BlobArtifactStore(await azurite.NewContainerAsync())), test, arguments);

    // They cannot be inherited: a test of a class cannot be skipped for what the class is about.
    private static TheoryData<string, object[]> TestsOf(Type contract)
    {
        var tests = new TheoryData<string, object[]>();
        foreach (var method in contract.GetMethods().Where(IsTest))
        {
            var rows = method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)).ToList();
            foreach (var row in rows is [] ? [[]] : rows)
            {
                tests.Add(method.Name, row);
            }
        }

        return tests;
    }

    private static bool IsTest(MethodInfo method) =>
        method.GetCustomAttribute<FactAttribute>() is { Skip: null };

    private static Task Run(object contract, string test, object[] arguments) =>
        (Task)contract.GetType().GetMethod(test)!.Invoke(contract, arguments)!;

    private sealed class CheckedBlobs(IArtifactStore store) : ArtifactStoreContract
    {
        protected override IArtifactStore Store => store;
    }

    private sealed class RacingBlobs(IArtifactStore store) : ArtifactStoreRacesContract
    {
        protected override IArtifactStore Store => store;

        // Each is a request or two.
        protected override int Races => 2000;
    }
}
