namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>How a worker says that something went.</summary>
internal static class StatusResults
{
    public const int Success = 1;
}
