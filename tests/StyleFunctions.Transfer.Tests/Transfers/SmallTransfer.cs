using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>Whole style transfers with the embedded network, small enough to be done many times.</summary>
internal static class SmallTransfer
{
    /// <summary>The embedded network's default preset at one small scale.</summary>
    public static TransferSettings Settings { get; } =
        NetworkArchitecture.Embedded.DefaultSettings with { Size = 48, MinSize = 48, Iterations = 8 };

    /// <summary>From the harbour with the brushwork's style.</summary>
    public static TransferResult Run(TransferSettings settings) =>
        Run(settings, new TransferInputs(SamplePictures.Harbour, [SamplePictures.Brushwork]));

    public static TransferResult Run(TransferSettings settings, TransferInputs inputs, int threads = 1)
    {
        using var engine = Engine(settings, threads);
        var transfer = new StyleTransfer(engine, inputs, settings);
        var steps = new List<TransferProgress>();
        Assert.True(transfer.Run(steps.Add));
        return new TransferResult(transfer.CurrentPicture(), steps);
    }

    /// <summary>The losses at a picture, of which the size is taken.</summary>
    public static TransferProgress LossesAt(Picture picture, TransferSettings settings, TransferInputs inputs)
    {
        var size = Math.Max(picture.Width, picture.Height);
        var once = settings with
        {
            Size = size,
            MinSize = size,
            Margin = 0,
            InitialIterations = 1,
            Init = "the picture",
        };
        return Run(once, inputs with { Start = picture }).Steps[0];
    }

    public static CpuEngine Engine(TransferSettings settings, int threads = 1) =>
        new(SamplePictures.Network, settings.Pooling, settings.Padding, threads);
}

/// <summary>The picture a transfer made, and what it reported after each iteration.</summary>
internal sealed record TransferResult(Picture Picture, IReadOnlyList<TransferProgress> Steps);
