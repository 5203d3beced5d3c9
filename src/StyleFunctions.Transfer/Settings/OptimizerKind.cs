namespace StyleFunctions.Transfer.Settings;

/// <summary>What moves the pixels.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015), pixels clamped to [0, 1] after each step.</summary>
    Adam,

    /// <summary>Limited-memory BFGS, pixels not clamped.</summary>
    Lbfgs,
}
