namespace StyleFunctions.Imaging.Tests;

public sealed class PictureTests
{
    [Fact]
    public void A_picture_refuses_samples_that_do_not_fit_its_size() =>
        Assert.Throws<ArgumentException>(() => new Picture(2, 2, new float[11]));
}
