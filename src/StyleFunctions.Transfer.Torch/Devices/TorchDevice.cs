using System.Globalization;
using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Devices;

/// <summary>
/// A GPU, or the CPU as libtorch sees it, with the weights that engines on it share: a process opens it once. Not safe
/// for use by several threads at once.
/// </summary>
public sealed class TorchDevice : IEngineSource
{
    // Of compute capabilities: Volta and Turing multiply float16 in tensor cores, Ampere and later TensorFloat32 too.
    private const int FirstWithFastHalf = 7;
    private const int FirstWithTensorFloat32 = 8;

    // A petabyte: no device has it, and libtorch still asks one for it.
    private const long MoreThanThereIs = 1L << 50;

    private readonly string _model;
    private TorchWeights? _weights;

    private TorchDevice(torch.Device device, GpuPrecision precision, string model)
    {
        Device = device;
        _model = model;
        AskFreeBytes();
        Precision = precision != GpuPrecision.Auto ? precision
            : IsCuda ? BestFor(CudaDriver.GenerationOf(Index), CudaDriver.NameOf(Index)) : GpuPrecision.Full;
    }

    /// <summary>How many GPUs libtorch can compute on here; 0 where it, the driver, or a GPU is missing.</summary>
    public static int GpuCount
    {
        get
        {
            try
            {
                return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
            }
            catch (Exception e) when (e is NotSupportedException or DllNotFoundException or TypeInitializationException)
            {
                return 0;
            }
        }
    }

    /// <summary>What it computes in; never <see cref="GpuPrecision.Auto"/>.</summary>
    public GpuPrecision Precision { get; }

    /// <summary>
    /// What decides the order of sums, and so the bytes: libtorch's version, the model of the GPU or the CPU's threads,
    /// and the precision.
    /// </summary>
    public string EngineName => $"torch-{torch.__version__}-{_model}-{Precision.Name()}";

    /// <summary>Whether it is a GPU, with memory of its own.</summary>
    public bool IsCuda => Device.type == DeviceType.CUDA;

    /// <summary>
    /// Bytes that were free in its own memory when it was opened or the last job began. No bound where it has none, or
    /// where the driver does not say.
    /// </summary>
    public long FreeBytes { get; private set; }

    /// <summary>Where tensors are to be.</summary>
    internal torch.Device Device { get; }

    private int Index => Math.Max(Device.index, 0);

    /// <summary>Opens the CPU.</summary>
    /// <param name="precision">What to compute in.</param>
    public static TorchDevice OpenCpu(GpuPrecision precision = GpuPrecision.Auto)
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        var threads = torch.get_num_threads().ToString(CultureInfo.InvariantCulture);
        return new TorchDevice(torch.CPU, precision, $"cpu-{threads}");
    }

    /// <summary>Opens a GPU.</summary>
    /// <param name="index">Its number among those the process may see.</param>
    /// <param name="precision">What to compute in.</param>
    /// <exception cref="InvalidSettingException">There is none; the message says what is missing.</exception>
    public static TorchDevice OpenCuda(int index, GpuPrecision precision = GpuPrecision.Auto)
    {
        var count = GpuCount;
        if (index < 0 || index >= count)
        {
            throw new InvalidSettingException("device", (count, CudaDriver.NameOf(0)) switch
            {
                (0, null) => "No GPU can be used here: NVIDIA's driver was not found, or it shows no GPU; check that "
                    + "nvidia-smi lists one (in a container, that it was started with --gpus all).",
                (0, var name) => $"The driver shows a GPU ({name}), but libtorch cannot use it: its CUDA libraries are "
                    + "missing from this build, or the driver is older than CUDA 12.8 needs.",
                (1, _) => $"There is no GPU {index} here: there is one, cuda:0.",
                _ => $"There is no GPU {index} here: there are cuda:0 to cuda:{count - 1}.",
            });
        }

        torch.InitializeDeviceType(DeviceType.CUDA);
        return new TorchDevice(new torch.Device(DeviceType.CUDA, index), precision, Model(index));
    }

    /// <summary>Bytes that a GPU's memory holds now, of all processes; 0 where the driver does not say.</summary>
    /// <param name="index">Its number among those the process may see.</param>
    public static long UsedBytes(int index) =>
        CudaDriver.MemoryOf(index) is { } memory ? memory.Total - memory.Free : 0;

    /// <inheritdoc/>
    /// <remarks>The weights it needs are brought here once, whatever the number of engines.</remarks>
    public IEngine MakeEngine(Network network, Pooling pooling, Padding padding)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (_weights?.Network != network)
        {
            _weights?.Dispose(); // two networks may be more than there is memory for; engines may still use them
            _weights = new TorchWeights(this, network);
        }

        return new TorchEngine(this, _weights.Share(), pooling, padding);
    }

    /// <summary>Frees the weights, or leaves them to the last engine that uses them.</summary>
    public void Dispose()
    {
        _weights?.Dispose();
        _weights = null;
        ReturnMemory();
    }

    /// <summary>The precision that a GPU is fast in, with 10 bits after the point at least.</summary>
    /// <param name="generation">The first number of its compute capability; null if it is not known.</param>
    /// <param name="name">Its name; null if it is not known.</param>
    internal static GpuPrecision BestFor(int? generation, string? name) => generation switch
    {
        >= FirstWithTensorFloat32 => GpuPrecision.Tf32,

        // A GTX 16xx is a Turing without tensor cores, whose convolutions in float16 give NaN.
        >= FirstWithFastHalf when name?.Contains("GTX 16", StringComparison.Ordinal) != true => GpuPrecision.Half,
        _ => GpuPrecision.Full,
    };

    /// <summary>Asks the driver how many bytes are free now, beside what libtorch keeps unused.</summary>
    internal long AskFreeBytes()
    {
        ReturnMemory();
        return FreeBytes = IsCuda && CudaDriver.MemoryOf(Index) is { } memory ? memory.Free : long.MaxValue;
    }

    /// <summary>
    /// Gives back to the GPU what libtorch keeps of the memory that tensors were freed from. TorchSharp cannot ask for
    /// that; but before libtorch says that memory ran out, it does it by itself.
    /// </summary>
    internal void ReturnMemory()
    {
        if (!IsCuda)
        {
            return;
        }

        try
        {
            torch.empty([MoreThanThereIs], torch.ScalarType.Byte, Device).Dispose();
        }
        catch (ExternalException)
        {
            // As meant.
        }
    }

    /// <summary>Sets what libtorch keeps for the whole process; before anything is computed.</summary>
    internal void Choose()
    {
        if (IsCuda)
        {
            torch.backends.cuda.matmul.allow_tf32 = Precision.AllowsTensorFloat32();
            torch.backends.cudnn.allow_tf32 = Precision.AllowsTensorFloat32();
        }
    }

    private static string Model(int index)
    {
        var name = CudaDriver.NameOf(index) ?? "gpu";
        return "cuda-" + string.Concat(
            name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
    }
}
