using System.Text;
using StyleFunctions.Imaging.Png;

namespace StyleFunctions.Imaging.Tests.Png;

/// <summary>
/// Damages every fixture in many ways, most of them with the checksums made right again, so that the damage reaches
/// what lies behind them. The same ways each time: the seeds are the fixtures' names.
/// </summary>
public sealed class PngFuzzTests
{
    private const int MutationsPerFixture = 400;

    // Changed headers may ask for much; what they may ask for is the hostile tests' business.
    private static readonly PictureLimits Limits = new(200_000, 20_000);

    public static TheoryData<string> Fixtures => [.. PngFixture.Names];

    [Fact]
    public void There_are_at_least_twenty_thousand_mutations() =>
        Assert.InRange(MutationsPerFixture * PngFixture.Names.Count, 20_000, int.MaxValue);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_damaged_file_is_a_picture_or_is_refused(string fixture)
    {
        var file = PngFixture.Read(fixture);
        var data = PngParts.Parse(file).Decompress();
        var seed = (int)Crc32.Update(Crc32.Start, Encoding.ASCII.GetBytes(fixture));
        var (pictures, refusals) = (0, 0);
        for (var i = 0; i < MutationsPerFixture; i++)
        {
            var mutated = Mutate(file, data, new Random(seed + i));
            try
            {
                AssertIsValid(PngReader.Decode(mutated, Limits));
                pictures++;
            }
            catch (PictureFormatException)
            {
                refusals++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Mutation {i}: {Convert.ToBase64String(mutated)}", e);
            }
        }

        // Not all damage is found at the door, and not all goes unnoticed.
        Assert.InRange(pictures, MutationsPerFixture / 50, MutationsPerFixture);
        Assert.InRange(refusals, MutationsPerFixture / 5, MutationsPerFixture);
    }

    private static byte[] Mutate(byte[] file, byte[] data, Random random)
    {
        if (random.Next(6) == 0)
        {
            byte[] signed = [.. PngWriter.Signature, .. Damage(file[8..], random)];
            return signed;
        }

        var parts = PngParts.Parse(file);
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            MutateChunks(parts.Chunks, data, random);
        }

        return parts.ToFile();
    }

    private static void MutateChunks(List<(string Type, byte[] Content)> chunks, byte[] data, Random random)
    {
        if (chunks.Count == 0)
        {
            return;
        }

        var at = random.Next(chunks.Count);
        var (type, content) = chunks[at];
        switch (random.Next(8))
        {
            case 0:
                chunks[at] = (type, content[..random.Next(content.Length + 1)]);
                break;
            case 1:
                chunks[at] = (type, [.. content, .. new byte[random.Next(1, 40)]]);
                break;
            case 2:
                chunks.Insert(random.Next(chunks.Count + 1), chunks[at]);
                break;
            case 3:
                chunks.RemoveAt(at);
                break;
            case 4:
                string[] types = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "iCCP", "ABCD", "abcd", "\u00FF\0a "];
                chunks[at] = (types[random.Next(types.Length)], content);
                break;
            case 5:
                // Rows damaged before they are compressed: filters, indices, too few rows, too many.
                chunks.RemoveAll(chunk => chunk.Type == "IDAT");
                chunks.Insert(Math.Max(0, chunks.Count - 1), ("IDAT", PngParts.Compress(Damage(data, random))));
                break;
            default:
                chunks[at] = (type, Damage(content, random));
                break;
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var damaged = (byte[])bytes.Clone();
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(damaged.Length);
            switch (random.Next(12))
            {
                case 0:
                    return damaged[..at];
                case 1:
                    // A piece of itself somewhere else.
                    var length = random.Next(damaged.Length - at);
                    damaged.AsSpan(at, length).ToArray().CopyTo(damaged, random.Next(damaged.Length - length));
                    break;
                case 2:
                    return [.. damaged[..at], .. damaged[random.Next(damaged.Length)..]];
                case 3:
                    damaged[at] = 255;
                    break;
                case 4:
                    damaged[at] = 0;
                    break;
                case 5:
                    damaged[at] = (byte)random.Next(256);
                    break;
                default:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return damaged;
    }

    private static void AssertIsValid(Picture picture)
    {
        foreach (var sample in picture.Samples.Concat(picture.Alpha ?? []))
        {
            if (sample is not (>= 0 and <= 1))
            {
                throw new InvalidOperationException($"A sample is {sample}.");
            }
        }
    }
}
