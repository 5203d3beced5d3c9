namespace StyleFunctions.Transfer.Optimization;

/// <summary>Moves pixels down a gradient. What it remembers of earlier steps is its state.</summary>
public interface IOptimizer
{
    /// <summary>Moves the pixels one step.</summary>
    /// <param name="pixels">3 x H x W, changed in place.</param>
    /// <param name="gradient">The loss's gradient at the pixels, 3 x H x W.</param>
    void Step(Span<float> pixels, ReadOnlySpan<float> gradient);

    /// <summary>Carries the state to another picture size, as far as it can be carried.</summary>
    /// <param name="width">The present width.</param>
    /// <param name="height">The present height.</param>
    /// <param name="newWidth">The new width.</param>
    /// <param name="newHeight">The new height.</param>
    void Resize(int width, int height, int newWidth, int newHeight);

    /// <summary>The state.</summary>
    SavedState Save();

    /// <summary>Takes on a state, and with it the arrays it is made of.</summary>
    /// <param name="state">From <see cref="Save"/>, of an optimiser made alike.</param>
    /// <param name="length">How many values there are to move.</param>
    /// <exception cref="ArgumentException">It is the state of another optimiser, or of another size.</exception>
    void Restore(SavedState state, int length);
}
