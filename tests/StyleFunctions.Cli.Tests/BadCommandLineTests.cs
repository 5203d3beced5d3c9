namespace StyleFunctions.Cli.Tests;

/// <summary>Command lines that are wrong before any file is looked at.</summary>
public class BadCommandLineTests
{
    [Theory]
    [InlineData("rnu a.png b.png", "There is no command 'rnu' among run and weights; did you mean 'run'?")]
    [InlineData("a.png b.png -o c.png", "There is no command 'a.png' among run and weights.")]
    [InlineData("--hlep", "There is no option '--hlep'; did you mean '--help'?")]
    [InlineData("run", "'run' needs a content picture and at least one style picture")]
    [InlineData("run a.png -o c.png", "'run' needs a content picture and at least one style picture")]
    [InlineData("run a.png b.png", "'run' needs a file to write: -o OUT.")]
    [InlineData("run a.png b.png -o", "--output needs a value.")]
    [InlineData("run a.png b.png -o --quiet", "--output needs a value.")]
    [InlineData("run a.png b.png --size --seed 3 -o c.png", "--size needs a value.")]
    [InlineData("run a.png b.png -o c.png --size=", "--size needs a value.")]
    [InlineData("run a.png b.png -o c.png --size 64 --size 32", "--size is given 2 times; give it once.")]
    [InlineData("run a.png b.png -o c.png --sytle-weight 3", "There is no option '--sytle-weight'; did you mean '--style-weight'?")]
    [InlineData("run a.png b.png -o c.png --style_weight=3", "There is no option '--style_weight'; did you mean '--style-weight'?")]
    [InlineData("run a.png --nothing-like-it b.png -o c.png", "There is no option '--nothing-like-it'.")]
    [InlineData("run a.png b.png -o c.png --preset gatis", "There is no preset 'gatis' among default and gatys; did you mean 'gatys'?")]
    [InlineData("run a.png b.png -o c.png --preset x", "There is no preset 'x' among default and gatys.")]
    [InlineData("run a.png b.png -o c.png --network vgg91", "There is no network 'vgg91' among embedded, vgg19 and vgg16; did you mean 'vgg19'?")]
    [InlineData("run a.png b.png -o c.png --threads two", "'two' is not allowed for --threads; it takes a whole number, 0 to 1024.")]
    [InlineData("run a.png b.png -o c.png --threads -1", "'-1' is not allowed for --threads; it takes a whole number, 0 to 1024.")]
    [InlineData("run a.png b.png -o c.png --frames-every 0", "'0' is not allowed for --frames-every; it takes a whole number, 1 to 1000000.")]
    [InlineData("run a.png b.png -o c.png --jpeg-quality 101", "'101' is not allowed for --jpeg-quality; it takes a whole number, 1 to 100.")]
    [InlineData("run a.png b.png -o c.png --bit-depth 12", "There is no bit depth '12' among 8 and 16")]
    [InlineData("run a.png b.png -o c.png --size 15", "'15' is not allowed for size. Allowed: 16 to 50000.")]
    [InlineData("run a.png b.png -o c.png --size 12.5", "'12.5' is not allowed for size. Allowed: 16 to 50000.")]
    [InlineData("run a.png b.png -o c.png --seed -1", "'-1' is not allowed for seed. Allowed: 0 or more.")]
    [InlineData("run a.png b.png -o c.png --style-weight NaN", "'NaN' is not allowed for style-weight. Allowed: 0 or more.")]
    [InlineData("run a.png b.png -o c.png --optimizer sgd", "'sgd' is not allowed for optimizer. Allowed: adam, lbfgs.")]
    [InlineData("run a.png b.png -o c.png --style-layers relu1_1=x", "'x' in 'relu1_1=x' is not a number")]
    public void Is_refused_with_one_sentence_that_says_what_to_do(string commandLine, string sentence)
    {
        var run = ProgramRun.Of([.. commandLine.Split(' '), .. EmbeddedNetworkOnly(commandLine)]);

        Assert.Contains(sentence, run.Refusal, StringComparison.Ordinal);
    }

    // Whatever weights the machine has cached, they are not looked for.
    private static string[] EmbeddedNetworkOnly(string commandLine) =>
        commandLine.Contains("-o c.png", StringComparison.Ordinal)
        && commandLine.StartsWith("run", StringComparison.Ordinal)
        && !commandLine.Contains("--network", StringComparison.Ordinal) ? ["--network", "embedded"] : [];
}
