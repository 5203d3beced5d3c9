namespace StyleFunctions.Imaging.Tests.Png;

/// <summary>A binary PBM, PGM or PPM file: what pngtopnm says a PNG holds.</summary>
internal sealed record NetpbmFile(int Width, int Height, int Channels, float[] Samples)
{
    /// <summary>Reads a file; its samples come interleaved, in [0, 1].</summary>
    public static NetpbmFile Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var position = 2;
        var channels = file[1] == '6' ? 3 : 1;
        var width = NextNumber(file, ref position);
        var height = NextNumber(file, ref position);
        var maximum = file[1] == '4' ? 1 : NextNumber(file, ref position);
        var content = file.AsSpan(position + 1);
        var samples = new float[width * height * channels];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = file[1] == '4'
                ? Bit(content, width, i)
                : (maximum < 256 ? content[i] : content[2 * i] << 8 | content[2 * i + 1]) / (float)maximum;
        }

        return new NetpbmFile(width, height, channels, samples);
    }

    /// <summary>In a PBM file 1 is black, and rows start on a byte.</summary>
    private static float Bit(ReadOnlySpan<byte> content, int width, int i) =>
        1 - (content[i / width * ((width + 7) / 8) + i % width / 8] >> (7 - i % width % 8) & 1);

    private static int NextNumber(byte[] file, ref int position)
    {
        while (char.IsWhiteSpace((char)file[position]))
        {
            position++;
        }

        var number = 0;
        for (; char.IsAsciiDigit((char)file[position]); position++)
        {
            number = 10 * number + file[position] - '0';
        }

        return number;
    }
}
