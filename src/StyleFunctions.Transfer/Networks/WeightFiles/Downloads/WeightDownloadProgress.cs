namespace StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="BytesDone">
/// Bytes on disk, those of an earlier try included. Less than before if it had to start again.
/// </param>
/// <param name="BytesInAll">The file's size, where known.</param>
public readonly record struct WeightDownloadProgress(long BytesDone, long? BytesInAll);
