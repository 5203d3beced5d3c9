using Azure.Storage.Blobs;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Pipeline.Tests.Processes;

namespace StyleFunctions.Functions.Tests.Processes;

/// <summary>The tests' assembly as a program: a worker that carries a job out on blobs, and may be killed.</summary>
internal static class Program
{
    public static Task Main(string[] args) => args switch
    {
        [JobProcess.Role, var connection, var container, var job, var point, var occurrence] => JobProcess.Run(
            new BlobArtifactStore(new BlobContainerClient(connection, container)), job, point, occurrence),
        _ => throw new ArgumentException("There is no such role."),
    };
}
