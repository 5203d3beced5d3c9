namespace StyleFunctions.Pipeline.Tests.Artifacts;

/// <summary>Bytes that can be read once, in small pieces, as from a network.</summary>
internal class ForwardStream(byte[] bytes) : Stream
{
    private readonly MemoryStream _bytes = new(bytes);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        _bytes.Read(buffer, offset, Math.Min(count, 5000));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Breaks after its first bytes.</summary>
internal sealed class BreakingStream() : ForwardStream(new byte[20_000])
{
    private int _reads;

    public override int Read(byte[] buffer, int offset, int count) =>
        ++_reads < 4 ? base.Read(buffer, offset, count) : throw new InvalidOperationException("It broke.");
}
