namespace StyleFunctions.Pipeline.Jobs;

/// <summary>The network a job is painted with.</summary>
/// <param name="Name">Its architecture's name: embedded, vgg19, vgg16.</param>
/// <param name="Hash">SHA-256 of its weights, in lower-case hexadecimal.</param>
/// <param name="InputRange">
/// Range of the pixels its weights expect: 1, or 255 by Caffe's convention. The same file can be read by either.
/// </param>
public sealed record JobNetwork(string Name, string Hash, float InputRange);
