namespace StyleFunctions.Bench;

/// <summary>The instructions that both sides may use, as their processes are told.</summary>
internal sealed record InstructionSet(string Name, IReadOnlyDictionary<string, string> Environment)
{
    public static InstructionSet All { get; } = new("all", new Dictionary<string, string>());

    public static InstructionSet Avx2 { get; } = new("avx2", new Dictionary<string, string>
    {
        ["DOTNET_EnableAVX512"] = "0",
        ["ATEN_CPU_CAPABILITY"] = "avx2",
        ["ONEDNN_MAX_CPU_ISA"] = "AVX2",
        ["DNNL_MAX_CPU_ISA"] = "AVX2", // oneDNN before 2.5
        ["OPENBLAS_CORETYPE"] = "Haswell",
        ["MKL_ENABLE_INSTRUCTIONS"] = "AVX2",
    });
}
