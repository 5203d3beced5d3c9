using System.CommandLine;

namespace StyleFunctions.Cli.Jobs;

/// <summary>The option that names the folder in which jobs are kept.</summary>
internal sealed class StoreOption : Option<string>
{
    /// <summary>Describes it.</summary>
    public StoreOption()
        : base("--store")
    {
        Description = "The folder in which jobs are kept (by default stylefunctions in your data folder)";
        HelpName = "FOLDER";
    }
}
