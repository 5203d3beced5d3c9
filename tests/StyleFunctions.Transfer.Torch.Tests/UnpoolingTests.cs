using StyleFunctions.Transfer.Torch.Devices;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Tests;

public sealed class UnpoolingTests
{
    [Fact]
    public void Each_position_has_its_squares_number_and_an_odd_last_row_and_column_have_none()
    {
        using var pooled = HostTensor.Of([1, 2], 1, 1, 1, 2);
        for (var i = 0; i < 20; i++)
        {
            using (torch.full([1, 1, 3, 5], float.NaN))
            {
                // What it leaves behind is what the next tensor of its size begins with.
            }

            using var spread = Unpooling.Spread(FeatureLayout.ChannelsFirst, pooled, [1, 1, 3, 5]);

            Assert.Equal([1, 1, 2, 2, 0, 1, 1, 2, 2, 0, 0, 0, 0, 0, 0], HostTensor.Array(spread));
        }
    }
}
