using System.Runtime.InteropServices;
using System.Text;

namespace StyleFunctions.Transfer.Torch.Devices;

/// <summary>
/// What TorchSharp does not tell of a GPU: its name, what it can do, and its free memory; from the driver's own
/// library.
/// </summary>
internal static partial class CudaDriver
{
    private const string Library = "libcuda.so.1";
    private const int MajorCapability = 75;
    private const int Success = 0;
    private const int NameLength = 256;

    /// <summary>The GPU's name, such as "NVIDIA A100-SXM4-40GB"; null where there is none.</summary>
    /// <param name="index">Its number among those the process may see.</param>
    public static string? NameOf(int index) => Ask<string>(index, (int device, out string? name) =>
    {
        Span<byte> text = stackalloc byte[NameLength];
        var result = DeviceGetName(text, text.Length, device);
        var end = text.IndexOf((byte)0);
        name = Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
        return result;
    });

    /// <summary>The first number of its compute capability: 8 and above multiply in TensorFloat32.</summary>
    /// <param name="index">Its number among those the process may see.</param>
    public static int? GenerationOf(int index) => Ask<int?>(index, (int device, out int? major) =>
    {
        var result = DeviceGetAttribute(out var value, MajorCapability, device);
        major = value;
        return result;
    });

    /// <summary>Bytes that are free on it, and that it has; null where the driver does not say.</summary>
    /// <param name="index">Its number among those the process may see.</param>
    public static (long Free, long Total)? MemoryOf(int index) => Ask<(long Free, long Total)?>(index, Memory);

    private delegate int Question<T>(int device, out T? answer);

    private static T? Ask<T>(int index, Question<T> question)
    {
        try
        {
            return Init(0) == Success
                && DeviceGet(out var device, index) == Success
                && question(device, out var answer) == Success
                ? answer
                : default;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return default;
        }
    }

    // Through the context that libtorch uses, which costs no memory of its own.
    private static int Memory(int device, out (long Free, long Total)? memory)
    {
        memory = null;
        var result = PrimaryContextRetain(out var context, device);
        if (result != Success)
        {
            return result;
        }

        try
        {
            result = ContextPush(context);
            if (result != Success)
            {
                return result;
            }

            result = MemoryInfo(out var free, out var total);
            memory = ((long)free, (long)total);
            _ = ContextPop(out _);
            return result;
        }
        finally
        {
            _ = PrimaryContextRelease(device);
        }
    }

    [LibraryImport(Library, EntryPoint = "cuInit")]
    private static partial int Init(uint flags);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    private static partial int DeviceGet(out int device, int ordinal);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    private static partial int DeviceGetName(Span<byte> name, int length, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetAttribute")]
    private static partial int DeviceGetAttribute(out int value, int attribute, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRetain")]
    private static partial int PrimaryContextRetain(out nint context, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    private static partial int PrimaryContextRelease(int device);

    [LibraryImport(Library, EntryPoint = "cuCtxPushCurrent_v2")]
    private static partial int ContextPush(nint context);

    [LibraryImport(Library, EntryPoint = "cuCtxPopCurrent_v2")]
    private static partial int ContextPop(out nint context);

    [LibraryImport(Library, EntryPoint = "cuMemGetInfo_v2")]
    private static partial int MemoryInfo(out nuint free, out nuint total);
}
