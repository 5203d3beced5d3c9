using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Processes;

/// <summary>The tests' assembly as a program: what tests need a process of its own for, and may kill.</summary>
internal static class Program
{
    public static Task Main(string[] args) => args switch
    {
        [RacingProcess.Role, var folder, var races] => RacingProcess.Run(folder, races),
        [WritingProcess.Role, var folder] => WritingProcess.Run(folder),
        [PaintingProcess.Role, var folder, var job, var length, var point, var occurrence] =>
            PaintingProcess.Run(folder, job, length, point, occurrence),
        [JobProcess.Role, var folder, var job, var point, var occurrence] =>
            JobProcess.Run(new FolderArtifactStore(folder), job, point, occurrence),
        _ => throw new ArgumentException("There is no such role."),
    };
}
