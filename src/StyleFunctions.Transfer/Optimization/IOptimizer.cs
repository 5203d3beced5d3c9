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
}
