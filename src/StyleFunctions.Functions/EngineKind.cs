namespace StyleFunctions.Functions;

/// <summary>What chunks are computed with.</summary>
internal enum EngineKind
{
    /// <summary>This library's own engine.</summary>
    Cpu,

    /// <summary>A CUDA GPU, by TorchSharp; in images built with -p:Cuda=true.</summary>
    Cuda,
}
