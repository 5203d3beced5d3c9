using System.Globalization;
using System.Text;
using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

public sealed class HostileWeightFileTests
{
    /// <summary>The first three pickles of a legacy file.</summary>
    private static readonly byte[] LegacyStart =
    [
        0x80, 2, 0x8A, 10, .. Convert.FromHexString("6cfc9c46f9206aa85019"), (byte)'.',
        0x80, 2, (byte)'M', 0xE9, 3, (byte)'.',
        .. "\u0080\u0002}U\u000dlittle_endian\u0088s."u8.ToArray().Where(b => b != 0xC2),
    ];

    public static TheoryData<string> Files => [.. SmallWeights.Names];

    [Theory]
    [InlineData("cos\nsystem\nU\u0002ls\u0085R.", "'os.system'")]
    [InlineData("cbuiltins\neval\nU\u00011\u0085R.", "'builtins.eval'")]
    [InlineData("c__builtin__\neval\n.", "'__builtin__.eval'")]
    [InlineData("U\u0005posixU\u0006system\u0093.", "'posix.system'")]
    [InlineData("ctorch.nn.parameter\nParameters\n.", "'torch.nn.parameter.Parameters'")]
    [InlineData("ctorch.hub\nFloatStorage\n.", "'torch.hub.FloatStorage'")]
    [InlineData("cevil\u001b[2J\nx\n.", "'evil?[2J.x'")]
    public void A_global_that_weights_do_not_need_is_named_and_nothing_is_executed(string pickle, string name) =>
        AssertRefused(Legacy(pickle), name);

    [Theory]
    [InlineData("ios\nsystem\n.", "opcode 0x69 ('i')")]
    [InlineData("\u0081.", "opcode 0x81")]
    [InlineData("\u0082\u0001.", "opcode 0x82")]
    [InlineData("I1\n.", "opcode 0x49 ('I')")]
    public void An_opcode_that_weights_do_not_need_is_named(string pickle, string opcode) =>
        AssertRefused(Legacy(pickle), opcode);

    [Theory]
    [InlineData(".", "takes more from the stack")]
    [InlineData("}(.", "takes more from the stack")]
    [InlineData("NNR.", "without a tuple")]
    [InlineData("NN.", "more than one object")]
    [InlineData("h\u0005.", "recalls")]
    [InlineData("]Nb.", "attributes")]
    [InlineData("}NNs.", "key that is not a string")]
    [InlineData("}(Nu.", "a key without a value")]
    [InlineData("NNa.", "not a list")]
    [InlineData("ccollections\nOrderedDict\nN\u0085R.", "in a way that weights do not need")]
    [InlineData("ccollections\nOrderedDict\n](K\u0001e\u0085R.", "not pairs")]
    [InlineData("N)R.", "in a way that weights do not need")]
    [InlineData("X\u007f\u007f\u007f\u007f.", "2139062143 bytes")]
    [InlineData("X\u0000\u0000\u0000\u00ff.", "-16777216 bytes")]
    [InlineData("X\u0000\u00ff\u0000\u0000.", "ends too early")]
    [InlineData("NQ.", "storage in an unknown way")]
    [InlineData("].", "ends too early")]
    [InlineData("N.].", "not a dictionary")]
    public void A_pickle_that_breaks_the_rules_is_refused(string pickle, string problem) =>
        AssertRefused(Legacy(pickle), problem);

    [Theory]
    [InlineData('N', "more than 100000 objects")]
    [InlineData('(', "more than 100000 objects")]
    [InlineData('\u0085', "more than 1000000 opcodes")]
    public void A_pickle_cannot_grow_without_end(char repeated, string problem) =>
        AssertRefused(Legacy("N" + new string(repeated, 1_000_000)), problem);

    [Theory]
    [InlineData(0, "(K\u0002K\u0002t(K\u0002K\u0001t", null)]
    [InlineData(1, "(K\u0002K\u0002t(K\u0002K\u0001t", "does not fit its storage of 4 elements")]
    [InlineData(0, "(K\u0005t(K\u0001t", "does not fit")]
    [InlineData(0, "(K\u0002t(K\u0004t", "does not fit")]
    [InlineData(0, "(J\u0002\u0000\u0000\u0000K\u0002t(J\u00ff\u00ff\u00ff\u00ffK\u0001t", "does not fit")]
    [InlineData(0, "(J\u00ff\u00ff\u00ff\u00fft(K\u0001t", "does not fit")]
    [InlineData(
        0, "(J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007ft(K\u0000K\u0000K\u0000t",
        "does not fit")]
    [InlineData(0, "(K\u0002t(K\u0001K\u0001t", "not a few integers")]
    [InlineData(0, "(Nt(K\u0001t", "not a few integers")]
    [InlineData(0, "(K\u0002K\u0001t(K\u0003K\u0001t", "slice with gaps")]
    [InlineData(0, "(K\u0004t(K\u0000t", "slice with gaps")]
    public void A_tensor_has_to_lie_inside_its_storage(int offset, string view, string? problem)
    {
        var pickle = "}U\u0001tctorch._utils\n_rebuild_tensor\n("
            + "(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0004tQ"
            + $"K{(char)offset}{view}tRs.";
        byte[] file = [.. Legacy(pickle + "](U\u00010e."), 4, 0, 0, 0, 0, 0, 0, 0, .. new byte[16]];
        if (problem is null)
        {
            Assert.Equal(new float[4], SmallWeights.ReadAll(file)["t"]);
        }
        else
        {
            AssertRefused(file, problem);
        }
    }

    [Theory]
    [InlineData("storage count", "4", "'0' has 5 elements, and its tensors expect 4")]
    [InlineData(
        "storage count", "1073741824", "needs 4294967296 bytes, only 16 are left, and the file is probably incomplete")]
    [InlineData("view", "N", null)]
    [InlineData("view", "(K\u0001t", "is a view of another")]
    [InlineData("key", "1", "'1' is missing")]
    public void A_storage_has_to_be_there_as_described(string what, string value, string? problem)
    {
        var count = what == "storage count" ? int.Parse(value, CultureInfo.InvariantCulture) : 4;
        var bytes = BitConverter.GetBytes(count).Select(b => (char)b);
        var view = what == "view" ? value : "";
        var storage = $"(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuJ{string.Concat(bytes)}{view}tQ";
        var tensor = $"ctorch._utils\n_rebuild_tensor\n({storage}K\u0000(K\u0004t(K\u0001ttR";
        var other = what == "key" ? $"U\u0001u{tensor.Replace("U\u00010", "U\u00011", StringComparison.Ordinal)}s" : "";
        byte[] file =
        [
            .. Legacy($"}}U\u0001t{tensor}s{other}.](U\u00010e."),
            .. BitConverter.GetBytes(value == "4" ? 5L : count),
            .. new byte[16],
        ];
        if (problem is null)
        {
            Assert.Equal(new float[4], SmallWeights.ReadAll(file)["t"]);
        }
        else
        {
            AssertRefused(file, problem);
        }
    }

    [Theory]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", null)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}""", "lie outside the file")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "lie outside the file")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "lie outside the file")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}""", "lie outside the file")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "lie outside the file")]
    [InlineData("""{"t":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "has 8 bytes, and its shape needs 12")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "impossible shape -2")]
    [InlineData("""{"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "impossible shape")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "not a few integers")]
    [InlineData("""{"t":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""", "not the JSON")]
    [InlineData("""{"t":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", "unknown type 'F31'")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2]}}""", "lacks its dtype, shape or data_offsets")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes at its end belong to no tensor")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "leave a gap before them")]
    [InlineData(
        """{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"u":"""
            + """{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "'u' overlap")]
    [InlineData(
        """{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t":"""
            + """{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "not the JSON")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "not the JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "not the JSON")]
    [InlineData("""{"t":7}""", "not the JSON")]
    public void A_safetensors_header_has_to_agree_with_the_file(string header, string? problem)
    {
        var file = SafetensorsWriter.WithHeader(header, new byte[8]);
        if (problem is null)
        {
            Assert.Equal(new float[2], SmallWeights.ReadAll(file)["t"]);
        }
        else
        {
            AssertRefused(file, problem);
        }
    }

    [Theory]
    [InlineData(0x7FFFFFFF, "at most 16777216")]
    [InlineData(0x00FFFFFF, "ends too early")]
    public void A_safetensors_header_cannot_be_longer_than_the_file(int length, string problem) =>
        AssertRefused([.. BitConverter.GetBytes((long)length), (byte)'{', (byte)'}'], problem);

    [Theory]
    [InlineData("")]
    [InlineData("<html>404</html>")]
    [InlineData("\u0080")]
    public void Other_files_are_refused(string content) =>
        AssertRefused(Bytes(content), "it starts neither like a PyTorch file (.pth) nor like a safetensors file");

    [Theory]
    [InlineData("\u0080\u0002]q\u0000.", "not one of PyTorch's")]
    [InlineData("PK\u0003\u0004and more", "zip file without a directory")]
    public void Other_pickles_and_zips_are_refused(string content, string problem) =>
        AssertRefused(Bytes(content), problem);

    [Fact]
    public void An_entry_of_a_zip_cannot_claim_more_than_deflate_could_hold()
    {
        var file = SmallWeights.Bytes("zip-deflated.pth");
        var directory = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        var start = file.AsSpan().IndexOf("PK\u0001\u0002"u8);
        for (var at = start; at >= 0 && at <= directory; at = Next(file, at))
        {
            BitConverter.GetBytes(0x7FFFFFFF).CopyTo(file, at + 24);
        }

        AssertRefused(file, "does not lie where and how");

        static int Next(byte[] file, int at)
        {
            var next = file.AsSpan(at + 4).IndexOf("PK\u0001\u0002"u8);
            return next < 0 ? -1 : at + 4 + next;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_ends_early_is_refused_wherever_it_ends(string name)
    {
        var whole = SmallWeights.Bytes(name);
        for (var length = 0; length < whole.Length; length += 3)
        {
            var error = Assert.Throws<WeightFormatException>(() => SmallWeights.ReadAll(whole[..length]));
            Assert.StartsWith("'weights.pth' ", error.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Damaged_files_give_tensors_or_a_format_error_and_little_memory(string name)
    {
        const int mutations = 1200;
        var whole = SmallWeights.Bytes(name);
        var random = new Random(19);
        var refused = 0;
        for (var i = 0; i < mutations; i++)
        {
            var file = Mutate(whole, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                SmallWeights.ReadAll(file);
            }
            catch (WeightFormatException e)
            {
                Assert.StartsWith("'weights.pth' cannot be read as weights: ", e.Message);
                Assert.DoesNotContain(e.Message, char.IsControl);
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        }

        Assert.InRange(refused, mutations / 20, mutations);
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        var file = whole.ToArray();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var at = random.Next(file.Length);
            switch (random.Next(4))
            {
                case 0:
                    file[at] = (byte)random.Next(256);
                    break;
                case 1:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    file.AsSpan(at, Math.Min(random.Next(1, 9), file.Length - at)).Fill((byte)(random.Next(2) * 0xFF));
                    break;
                default:
                    var from = random.Next(file.Length);
                    var length = Math.Min(random.Next(1, 40), file.Length - Math.Max(from, at));
                    file.AsSpan(from, length).ToArray().CopyTo(file, at);
                    break;
            }
        }

        return file;
    }

    private static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);

    private static byte[] Legacy(string pickle) => [.. LegacyStart, .. Bytes(pickle)];

    private static void AssertRefused(byte[] file, string problem)
    {
        var error = Assert.Throws<WeightFormatException>(() => SmallWeights.ReadAll(file));
        Assert.StartsWith("'weights.pth' cannot be read as weights: ", error.Message);
        Assert.EndsWith(".", error.Message);
        Assert.Contains(problem, error.Message);
    }
}
