using System.Text.RegularExpressions;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Tests;

public class HelpTests
{
    public static TheoryData<string> Settings => [.. Setting.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Explains_a_setting_with_its_meaning_its_range_and_its_default(string name)
    {
        var setting = Setting.All.Single(s => s.Name == name);

        var entry = Entry(name);

        Assert.Contains(setting.Meaning, entry, StringComparison.Ordinal);
        Assert.Contains($"[{setting.Allowed}", entry, StringComparison.Ordinal);
        var standard = setting.Read(NetworkArchitecture.Vgg19.DefaultSettings);
        if (standard.Length > 0)
        {
            Assert.Contains($"default {standard}", entry, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Shows_where_the_embedded_network_has_another_default()
    {
        var iterations = NetworkArchitecture.Embedded.DefaultSettings.Iterations;

        Assert.Contains($"embedded {iterations}]", Entry("iterations"), StringComparison.Ordinal);
        Assert.DoesNotContain("embedded", Entry("tv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output OUT")]
    [InlineData("--preset NAME")]
    [InlineData("--network NAME")]
    [InlineData("--weights FILE")]
    [InlineData("--device DEVICE")]
    [InlineData("--precision NAME")]
    [InlineData("--threads N")]
    [InlineData("--frames FOLDER")]
    [InlineData("--store FOLDER")]
    [InlineData("--each")]
    [InlineData("--estimate")]
    [InlineData("--quiet")]
    public void Lists_the_options_that_are_not_settings(string option)
        => Assert.Contains(option, ProgramRun.Of("run", "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("run", "--help")]
    [InlineData("run", "-h")]
    [InlineData("--help")]
    [InlineData("resume", "--help")]
    [InlineData("jobs")]
    [InlineData("jobs", "show", "--help")]
    [InlineData("jobs", "delete", "--help")]
    [InlineData("weights", "fetch", "--help")]
    [InlineData]
    public void Goes_to_stdout_in_lines_of_at_most_100_characters_with_an_example(params string[] args)
    {
        var run = ProgramRun.Of(args);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("Example", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line =>
        {
            Assert.InRange(line.Length, 0, 100);
            Assert.Equal(line.TrimEnd(), line.TrimEnd('\r'));
        });
    }

    [Fact]
    public void Is_shown_even_if_the_rest_of_the_command_line_is_wrong()
        => Assert.Contains("Usage:", ProgramRun.Of("run", "--size", "x", "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("Usage: stylefunctions jobs show JOB [options]", "jobs", "show", "--help")]
    [InlineData("Usage: stylefunctions jobs delete [JOB...] [options]", "jobs", "delete", "-h")]
    [InlineData("Usage: stylefunctions resume [JOB] [options]", "resume", "--help")]
    [InlineData("--older-than TIME", "jobs", "delete", "--help")]
    public void Of_other_commands_shows_what_they_take(string text, params string[] args)
        => Assert.Contains(text, ProgramRun.Of(args).Output, StringComparison.Ordinal);

    [Fact]
    public void Version_is_one_line()
    {
        var run = ProgramRun.Of("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^stylefunctions \d+\.\d+\.\d+\r?\n$", run.Output);
    }

    // From its name to the next option or heading, in one line.
    private static string Entry(string setting)
    {
        var help = ProgramRun.Of("run", "--help").Output.ReplaceLineEndings("\n");
        var entry = Regex.Match(help, $@"(?sm)^  --{setting} .*?(?=^  -|^$|\z)");
        Assert.True(entry.Success, $"--{setting} is not in the help.");
        return Regex.Replace(entry.Value, @"\s+", " ");
    }
}
