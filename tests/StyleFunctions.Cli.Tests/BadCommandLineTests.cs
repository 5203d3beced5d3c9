namespace StyleFunctions.Cli.Tests;

/// <summary>Command lines that are wrong before any file is looked at.</summary>
public class BadCommandLineTests
{
    [Theory]
    [InlineData("rnu a.png b.png", "no command 'rnu' among run, serve, resume, jobs and weights; did you mean 'run'?")]
    [InlineData("a.png b.png -o c.png", "There is no command 'a.png' among run, serve, resume, jobs and weights.")]
    [InlineData("--hlep", "There is no option '--hlep'; did you mean '--help'?")]
    [InlineData("run", "'run' needs a content picture and at least one style picture")]
    [InlineData("run a.png -o c.png", "'run' needs a content picture and at least one style picture")]
    [InlineData("run a.png b.png", "'run' needs a file to write: -o OUT.")]
    [InlineData("run a.png b.png -o", "--output needs a value.")]
    [InlineData("run a.png b.png -o --quiet", "--output needs a value.")]
    [InlineData("run a.png b.png --size --seed 3 -o c.png", "--size needs a value.")]
    [InlineData("run a.png --nothing-like-it b.png -o c.png", "There is no option '--nothing-like-it'.")]
    public void Is_refused_with_one_sentence_that_says_what_to_do(string commandLine, string sentence)
        => Assert.Contains(sentence, ProgramRun.Of(commandLine.Split(' ')).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("--size=", "--size needs a value.")]
    [InlineData("--threads 1 --threads 2", "--threads is given 2 times; give it once.")]
    [InlineData("--size 64 --size 32", "'c.png' is the name of one picture, and this makes several; give a folder")]
    [InlineData("--seed 1 --seed", "--seed needs a value.")]
    [InlineData("--seed 1 --seed x", "'x' is not allowed for seed: it takes 0 or more.")]
    [InlineData("--seed 1 --seed 2 --estimate", "--estimate is for one picture")]
    [InlineData("--sytle-weight 3", "There is no option '--sytle-weight'; did you mean '--style-weight'?")]
    [InlineData("--style_weight=3", "There is no option '--style_weight'; did you mean '--style-weight'?")]
    [InlineData("--preset gatis", "There is no preset 'gatis' among default and gatys; did you mean 'gatys'?")]
    [InlineData("--preset x", "There is no preset 'x' among default and gatys.")]
    [InlineData("--network vgg91", "no network 'vgg91' among embedded, vgg19 and vgg16; did you mean 'vgg19'?")]
    [InlineData("--threads two", "'two' is not allowed for --threads; it takes a whole number, 0 to 1024.")]
    [InlineData("--threads -1", "'-1' is not allowed for --threads; it takes a whole number, 0 to 1024.")]
    [InlineData("--device gpu", "'gpu' is not allowed for device: it takes auto, cpu, cuda or cuda:N")]
    [InlineData("--device cdua", "it takes auto, cpu, cuda or cuda:N; did you mean 'cuda'?")]
    [InlineData("--device cuda:-1", "'cuda:-1' is not allowed for device")]
    [InlineData("--device cuda", "has no GPU engine; one made with 'dotnet build -p:Gpu=true' has")]
    [InlineData("--precision low", "no precision 'low' among auto, full, tf32, half and bfloat16")]
    [InlineData("--precision half", "--precision half is for GPUs, and the CPU computes here; it takes full.")]
    [InlineData("--frames-every 0", "'0' is not allowed for --frames-every; it takes a whole number, 1 to 1000000.")]
    [InlineData("--jpeg-quality 101", "'101' is not allowed for --jpeg-quality; it takes a whole number, 1 to 100.")]
    [InlineData("--bit-depth 12", "There is no bit depth '12' among 8 and 16")]
    [InlineData("--size 15", "'15' is not allowed for size: it takes 16 to 50000.")]
    [InlineData("--size 12.5", "'12.5' is not allowed for size: it takes 16 to 50000.")]
    [InlineData("--seed -1", "'-1' is not allowed for seed: it takes 0 or more.")]
    [InlineData("--memory lots", "'lots' is not allowed for memory: it takes a number of bytes, such as 800MB, 2GB")]
    [InlineData("--style-weight NaN", "'NaN' is not allowed for style-weight: it takes 0 or more.")]
    [InlineData("--optimizer sgd", "'sgd' is not allowed for optimizer: it takes adam, lbfgs.")]
    [InlineData("--style-layers relu1_1=x", "'x' in 'relu1_1=x' is not a number")]
    public void An_option_is_refused_with_what_it_takes(string option, string sentence)
    {
        // Whatever weights the machine has cached, they are not looked for.
        string[] network = option.Contains("--network", StringComparison.Ordinal) ? [] : ["--network", "embedded"];

        var run = ProgramRun.Of(["run", "a.png", "b.png", "-o", "c.png", .. option.Split(' '), .. network]);

        Assert.Contains(sentence, run.Refusal, StringComparison.Ordinal);
    }
}
