namespace StyleFunctions.Transfer.Networks.WeightFiles;

/// <summary>What a file's weights expect as input.</summary>
public enum WeightConvention
{
    /// <summary>
    /// Caffe's for the two known conversions of the original VGG (vgg19-d01eb7cb.pth, vgg16-00b39a1b.pth), told by
    /// the file's SHA-256 or its name; torchvision's for everything else.
    /// </summary>
    Auto,

    /// <summary>RGB in [0, 1], ImageNet's mean and standard deviation.</summary>
    Torchvision,

    /// <summary>
    /// BGR in [0, 255], mean subtracted; the first convolution's channels are turned round to RGB when read.
    /// </summary>
    Caffe,
}
