namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>A step of an evaluation and what it is for.</summary>
/// <param name="Layer">The layer it belongs to.</param>
/// <param name="Purpose">What it does there: forward, backward, losses.</param>
/// <param name="Step">The step.</param>
/// <param name="MultiplyAdds">Multiplications with an addition, where they take the time; else 0.</param>
internal readonly record struct PlannedStep(string Layer, string Purpose, IStep Step, double MultiplyAdds);
