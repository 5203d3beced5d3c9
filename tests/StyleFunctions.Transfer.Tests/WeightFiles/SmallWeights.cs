using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

/// <summary>The committed weight files, written by Fixtures/make-weight-files.py with PyTorch itself.</summary>
internal static class SmallWeights
{
    public static string[] Names { get; } =
    [
        "legacy.pth", "zip.pth", "zip-protocol4.pth", "zip-deflated.pth", "zip64.pth", "small.safetensors",
        "python2.pth", "module.pth", "parameters.pth",
    ];

    public static byte[] Bytes(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Weights", name));

    public static StateDictionary Parse(byte[] bytes, string name = "weights.pth") =>
        StateDictionary.Read(new WeightStream(name, new MemoryStream(bytes)));

    /// <summary>Reads every tensor of a file that has a type which can be read.</summary>
    public static Dictionary<string, float[]> ReadAll(byte[] bytes)
    {
        var dictionary = Parse(bytes);
        return dictionary.Tensors.Values.Where(t => t.Type.IsReadable).ToDictionary(t => t.Name, dictionary.ReadFloats);
    }

    /// <summary>What the script put into a tensor.</summary>
    public static float[] Expected(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (float)((7 * i + name.Length) % 23 - 11) / 8)];
}
