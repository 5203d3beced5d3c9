using System.Buffers.Binary;
using StyleFunctions.Imaging.Jpeg;

namespace StyleFunctions.Imaging.Tests.Jpeg;

/// <summary>Damages every fixture at random, the same way each time: each is read or refused, no more.</summary>
public sealed class JpegMutationTests
{
    private const int MutationsOfEach = 320;

    /// <summary>Few enough pixels that a mutated header costs little, more than any fixture has.</summary>
    private static readonly PictureLimits Limits = new(200_000, 10_000);

    public static TheoryData<string> Fixtures => [.. JpegFixtures.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_damaged_file_is_read_or_refused(string name)
    {
        var file = JpegFixtures.Read(name);
        var isProgressive = name.StartsWith("progressive", StringComparison.Ordinal);
        var other = JpegFixtures.Read(isProgressive ? "baseline-422" : "progressive-420");
        var seed = name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
        var random = new Random(seed);
        for (var i = 0; i < MutationsOfEach; i++)
        {
            var damaged = Mutate(file, other, random);
            try
            {
                var picture = JpegReader.Decode(damaged, Limits);
                Assert.True(picture.Samples.All(s => s is >= 0f and <= 1f), $"Mutation {i} is outside [0, 1].");
            }
            catch (PictureFormatException refusal)
            {
                Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
            }
            catch (Exception e)
            {
                Assert.Fail($"Mutation {i} of {name} gave {e}");
            }
        }
    }

    [Fact]
    public void There_are_twenty_thousand_mutations() =>
        Assert.True(JpegFixtures.Names.Count * MutationsOfEach >= 20_000);

    [Fact]
    public void Noise_is_read_or_refused()
    {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
        {
            var file = new byte[random.Next(200)];
            random.NextBytes(file);
            file = [0xFF, 0xD8, 0xFF, .. file];

            Assert.Throws<PictureFormatException>(() => JpegReader.Decode(file, Limits));
        }
    }

    private static byte[] Mutate(byte[] original, byte[] other, Random random)
    {
        byte[] file = [.. original];
        var times = random.Next(1, 4);
        for (var i = 0; i < times; i++)
        {
            var at = random.Next(2, file.Length);
            switch (random.Next(9))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at] = (byte)random.Next(256);
                    break;
                case 2:
                    file[at] = 0xFF;
                    break;
                case 3:
                    file = file[..Math.Max(4, at)];
                    break;
                case 4:
                    file = [.. file[..at], .. other[random.Next(2, other.Length)..]];
                    break;
                case 5:
                    var length = random.Next(Math.Min(40, file.Length - at));
                    file = [.. file[..at], .. file[(at + length)..], 0xFF, 0xD9];
                    break;
                case 6:
                    file = [.. file[..at], .. file[random.Next(2, at + 1)..at], .. file[at..]];
                    break;
                case 7:
                    EditSegment(file, random, lengthOnly: true);
                    break;
                default:
                    EditSegment(file, random, lengthOnly: false);
                    break;
            }
        }

        return file;
    }

    /// <summary>Sets a segment's length, or a byte near its beginning: sizes, factors and slots.</summary>
    private static void EditSegment(byte[] file, Random random, bool lengthOnly)
    {
        var starts = new List<int>();
        var at = 2;
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            starts.Add(at);
            var length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            at = file[at + 1] == 0xDA ? file.Length : at + 2 + length;
        }

        if (starts.Count == 0)
        {
            return;
        }

        var start = starts[random.Next(starts.Count)];
        var place = start + (lengthOnly ? 2 : 4) + random.Next(lengthOnly ? 2 : 20);
        if (place < file.Length)
        {
            file[place] = random.Next(2) == 0 ? (byte)random.Next(6) : (byte)random.Next(256);
        }
    }
}
