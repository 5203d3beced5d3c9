using StyleFunctions.Transfer.Torch.Devices;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Tests;

public sealed class UnpoolingTests
{
    private const int Height = 33;
    private const int Width = 35;

    [Fact]
    public void Each_position_has_its_squares_number_and_an_odd_last_row_and_column_have_none()
    {
        long[] shape = [1, 1, Height, Width];
        using var pooled = torch.ones([1, 1, Height / 2, Width / 2]);
        for (var i = 0; i < 100; i++)
        {
            using (torch.full(shape, float.NaN))
            {
                // What it leaves behind is what the next tensor of its size begins with.
            }

            using var spread = Unpooling.Spread(FeatureLayout.ChannelsFirst, pooled, shape);

            Assert.All(HostTensor.Array(spread).Index(), p =>
            {
                var (y, x) = (p.Index / Width, p.Index % Width);
                Assert.Equal(y < Height - 1 && x < Width - 1 ? 1 : 0, p.Item);
            });
        }
    }
}
