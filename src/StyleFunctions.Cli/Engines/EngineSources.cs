using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Engines.Cpu;

namespace StyleFunctions.Cli.Engines;

/// <summary>
/// Opens the device that a command line asks for. GPUs belong to the build flavour -p:Gpu=true, which adds this class's
/// other half; without it there are none.
/// </summary>
internal static partial class EngineSources
{
    /// <summary>Opens it.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="begunWith">The engine that a job was begun with, which auto keeps to; null for none.</param>
    /// <exception cref="UsageException">It is not here.</exception>
    public static IEngineSource Open(EngineRequest request, string? begunWith = null)
    {
        var (kind, index) = request.Device;
        var keepsToCpu = kind == ComputeDeviceKind.Auto
            && begunWith?.StartsWith(CpuEngine.NamePrefix, StringComparison.Ordinal) == true;
        if (kind != ComputeDeviceKind.Cpu && !keepsToCpu)
        {
            IEngineSource? gpu = null;
            var isBuiltIn = false;
            OpenGpu(kind, index, request.Precision, ref gpu, ref isBuiltIn);
            if (gpu is not null)
            {
                return gpu;
            }

            if (kind == ComputeDeviceKind.Cuda && !isBuiltIn)
            {
                throw new UsageException(
                    "This build of stylefunctions has no GPU engine; one made with 'dotnet build -p:Gpu=true' has, and "
                    + "needs an NVIDIA GPU with its driver. --device cpu computes here.");
            }
        }

        return request.Precision is GpuPrecision.Auto or GpuPrecision.Full
            ? new CpuEngineSource(request.Threads)
            : throw new UsageException(
                $"--precision {request.Precision.ToString().ToLowerInvariant()} is for GPUs, and the CPU computes "
                + "here; it takes full.");
    }

    /// <summary>Says what computes, where it is not the CPU.</summary>
    /// <param name="engines">The device.</param>
    /// <param name="notices">Where to say it.</param>
    public static void Tell(IEngineSource engines, Notices notices)
    {
        if (engines is not CpuEngineSource)
        {
            notices.Say($"Engine: {engines.EngineName}");
        }
    }

    static partial void OpenGpu(
        ComputeDeviceKind kind, int index, GpuPrecision precision, ref IEngineSource? gpu, ref bool isBuiltIn);
}
