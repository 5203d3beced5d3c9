using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

public sealed class StateDictionaryTests
{
    [Theory]
    [InlineData("legacy.pth")]
    [InlineData("zip.pth")]
    [InlineData("zip-protocol4.pth")]
    [InlineData("zip-deflated.pth")]
    [InlineData("zip64.pth")]
    [InlineData("small.safetensors")]
    public void Every_format_gives_the_same_tensors(string file)
    {
        var dictionary = SmallWeights.Parse(SmallWeights.Bytes(file));

        var shapes = dictionary.Tensors.Values
            .Select(t => $"{t.Name}: {t.Type.Name} {StateTensor.Describe(t.Shape)}")
            .Order();
        Assert.Equal(
            [
                "brain: BF16 7", "channels_last: F32 2 x 3 x 4 x 5", "empty: F32 0 x 3", "features.0.bias: F32 4",
                "features.0.weight: F32 4 x 3 x 3 x 3", "first: F32 2 x 3", "half: F16 5 x 2", "second: F32 3 x 2",
                "single: F32 a single number", "steps: I64 3",
            ],
            shapes);
        foreach (var tensor in dictionary.Tensors.Values.Where(t => t.Type.IsReadable))
        {
            Assert.Equal(SmallWeights.Expected(tensor.Name, (int)tensor.Count), dictionary.ReadFloats(tensor));
        }
    }

    [Theory]
    [InlineData("module.pth")]
    [InlineData("parameters.pth")]
    [InlineData("python2.pth")]
    public void A_module_s_own_dictionary_parameters_and_Python_2_s_pickles_are_read(string file)
    {
        var tensors = SmallWeights.ReadAll(SmallWeights.Bytes(file));

        Assert.Equal(2, tensors.Count);
        Assert.Contains(tensors, t => t.Value.SequenceEqual(SmallWeights.Expected("features.0.weight", 108)));
        Assert.Contains(tensors, t => t.Value.SequenceEqual(SmallWeights.Expected("features.0.bias", 4)));
    }

    [Theory]
    [InlineData("legacy.pth", true)]
    [InlineData("zip-deflated.pth", true)]
    [InlineData("small.safetensors", false)]
    public void Elements_in_another_order_are_put_in_order(string file, bool isStoredOutOfOrder)
    {
        var tensor = SmallWeights.Parse(SmallWeights.Bytes(file)).Tensors["channels_last"];

        Assert.Equal(!isStoredOutOfOrder, tensor.IsContiguous);
    }

    [Fact]
    public void Integers_are_refused_by_name()
    {
        var dictionary = SmallWeights.Parse(SmallWeights.Bytes("legacy.pth"), "vgg.pth");

        var error = Assert.Throws<WeightFormatException>(() => dictionary.ReadFloats(dictionary.Tensors["steps"]));

        Assert.Equal(
            "'vgg.pth' cannot be read as weights: "
            + "the tensor 'steps' is stored as I64, and only F32, F16 and BF16 are read.",
            error.Message);
    }

    [Theory]
    [InlineData(0x0000, 0f)]
    [InlineData(0x3C00, 1f)]
    [InlineData(0xC000, -2f)]
    [InlineData(0x7BFF, 65504f)]
    [InlineData(0x0001, 5.9604645e-8f)]
    public void Halves_become_floats(int bits, float expected) =>
        Assert.Equal(expected, Convert(ElementType.F16, bits));

    [Theory]
    [InlineData(0x0000, 0f)]
    [InlineData(0x3F80, 1f)]
    [InlineData(0xC000, -2f)]
    [InlineData(0x0001, 9.18355e-41f)]
    public void Brain_floats_become_floats(int bits, float expected) =>
        Assert.Equal(expected, Convert(ElementType.BF16, bits));

    private static float Convert(ElementType type, int bits)
    {
        var target = new float[1];
        type.ToFloats([(byte)bits, (byte)(bits >> 8)], target);
        return target[0];
    }
}
