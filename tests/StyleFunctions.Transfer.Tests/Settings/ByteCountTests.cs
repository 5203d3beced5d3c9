using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Settings;

public sealed class ByteCountTests
{
    [Theory]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("800MB", 800_000_000)]
    [InlineData("1.5 GiB", 1_610_612_736)]
    [InlineData("1.5gib", 1_610_612_736)]
    [InlineData("0.25 TB", 250_000_000_000)]
    [InlineData("64 kB", 64_000)]
    [InlineData("64KiB", 65_536)]
    [InlineData("123456789", 123_456_789)]
    [InlineData(" 7 B ", 7)]
    [InlineData("1.5B", 1)]
    public void Reads_a_number_with_its_unit(string text, long bytes) => Assert.Equal(bytes, ByteCount.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("0")]
    [InlineData("-2GB")]
    [InlineData("1,5GB")]
    [InlineData("2GBs")]
    [InlineData("2G")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("9223372036854775808")]
    [InlineData("10000000TB")]
    public void Anything_else_is_none(string text) => Assert.Null(ByteCount.Parse(text));

    [Theory]
    [InlineData(2_000_000_000, "2GB")]
    [InlineData(1_500_000_000, "1500MB")]
    [InlineData(1_610_612_736, "1536MiB")]
    [InlineData(123_456_789, "123456789")]
    [InlineData(1, "1")]
    public void Is_written_in_full_and_reads_back(long bytes, string text)
    {
        Assert.Equal(text, ByteCount.Write(bytes));
        Assert.Equal(bytes, ByteCount.Parse(text));
    }

    [Theory]
    [InlineData(574_673_361, "574.7 MB")]
    [InlineData(999_949_999, "999.9 MB")]
    [InlineData(999_950_000, "1 GB")]
    [InlineData(16_900_000_000, "16.9 GB")]
    [InlineData(2_000_000, "2 MB")]
    public void Is_shown_to_people_in_a_few_digits(long bytes, string text) =>
        Assert.Equal(text, ByteCount.Describe(bytes));
}
