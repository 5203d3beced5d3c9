using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>
/// Neural style transfer, coarse to fine: at each scale the pixels are optimised until the network sees the content of
/// one picture and the style of others; the result is enlarged and is the start of the next scale.
/// </summary>
public sealed class StyleTransfer
{
    /// <summary>Checks the settings against the pictures and the network; nothing is computed yet.</summary>
    /// <param name="engine">The engine, made for the network, the settings' pooling and their padding.</param>
    /// <param name="inputs">The pictures.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="InvalidSettingException">A layer does not exist, or a picture is too small for a layer.</exception>
    public StyleTransfer(IEngine engine, TransferInputs inputs, TransferSettings settings)
    {
        _ = (engine, inputs, settings);
    }

    /// <summary>Runs to the end, or until it is asked to stop.</summary>
    /// <param name="onIteration">Called after every iteration, on the calling thread; may call <see cref="CurrentPicture"/>.</param>
    /// <param name="cancellation">Asks to stop; the iteration under way is finished.</param>
    /// <returns>Whether every iteration was done.</returns>
    /// <exception cref="NonFiniteLossException">The loss is no longer a finite number.</exception>
    public bool Run(Action<TransferProgress> onIteration, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The picture as it stands: the average of the iterates, colours and alpha restored, at its present size.</summary>
    public Picture CurrentPicture() => throw new NotImplementedException();
}
