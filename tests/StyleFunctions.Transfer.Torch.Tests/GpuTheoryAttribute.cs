using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>A test that needs a GPU.</summary>
public sealed class GpuTheoryAttribute : TheoryAttribute
{
    public GpuTheoryAttribute()
    {
        if (TorchDevice.GpuCount == 0)
        {
            Skip = "There is no GPU here.";
        }
    }
}
