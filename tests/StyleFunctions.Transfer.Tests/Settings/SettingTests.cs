using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Settings;

public sealed class SettingTests
{
    private static readonly TransferSettings _defaults = new();

    public static TheoryData<string> Names => [.. Setting.All.Select(s => s.Name)];

    /// <summary>A value for every setting, other than its default. A new setting has to be named here.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "size", "640" },
        { "min-size", "200" },
        { "margin", "0.125" },
        { "iterations", "77" },
        { "initial-iterations", "5" },
        { "content-weight", "0.25" },
        { "style-weight", "0.0000001" },
        { "tv-weight", "0" },
        { "style-weights", "1,0.5,0" },
        { "style-layers", "relu1_1=0.5,conv3_1=2,pool4=0" },
        { "content-layers", "relu3_2=1" },
        { "style-scale", "1.5" },
        { "optimizer", "lbfgs" },
        { "step-size", "0.1" },
        { "history", "100" },
        { "average-decay", "0" },
        { "init", "Some picture, mine.png" },
        { "noise-level", "0.125" },
        { "seed", "18446744073709551615" },
        { "pooling", "average-unscaled" },
        { "padding", "zero" },
        { "error", "mean-square" },
        { "gram", "positions-and-channels" },
        { "tv", "sum-of-squares" },
        { "pixel-range", "255" },
        { "preserve-color", "match" },
        { "memory", "1500MB" },
    };

    /// <summary>Values that settings refuse, with what the message says is allowed.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "size", "15", "16 to 50000" },
        { "size", "50001", "16 to 50000" },
        { "size", "512.5", "16 to 50000" },
        { "size", "", "16 to 50000" },
        { "size", "99999999999", "16 to 50000" },
        { "iterations", "0", "1 to 1000000" },
        { "iterations", "many", "1 to 1000000" },
        { "content-weight", "-1", "0 or more" },
        { "content-weight", "NaN", "0 or more" },
        { "content-weight", "Infinity", "0 or more" },
        { "content-weight", "1,5", "0 or more" },
        { "style-weights", "1,-2", "0 or more" },
        { "style-weights", "1,two", "0 or more" },
        { "style-scale", "0", "0.05 to 20" },
        { "step-size", "0", "0.000001 to 10" },
        { "average-decay", "1", "0 to 0.9999" },
        { "seed", "-1", "0 or more" },
        { "seed", "18446744073709551616", "0 or more" },
        { "optimizer", "sgd", "adam, lbfgs" },
        { "pooling", "1", "max, average, average-unscaled, l2" },
        { "preserve-color", "", "none, luminance, match" },
        { "init", "", "content, recolored, noise, grey, or a picture file" },
        { "memory", "0", "a number of bytes, such as 800MB, 2GB or 1.5GiB" },
        { "memory", "2 gigs", "a number of bytes, such as 800MB, 2GB or 1.5GiB" },
        { "style-layers", "relu1_1=much", "layer=weight, separated by commas" },
        { "style-layers", "relu1_1=-1", "layer=weight, separated by commas" },
    };

    [Fact]
    public void Every_setting_has_a_name_of_its_own_and_a_test_value_here()
    {
        Assert.Equal(typeof(TransferSettings).GetProperties().Count(p => p.CanWrite), Setting.All.Count);
        Assert.Equal(Setting.All.Count, Setting.All.Select(s => s.Name).Distinct().Count());
        Assert.Equal(Setting.All.Select(s => s.Name), Values.Select(v => (string)v[0]));
        Assert.All(Setting.All, s => Assert.Matches("^[a-z]+(-[a-z]+)*$", s.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_it_means_and_what_it_takes(string name)
    {
        var setting = Named(name);
        Assert.Matches("^[A-Z].*[^.]$", setting.Meaning);
        Assert.NotEmpty(setting.Allowed);
        Assert.NotEqual("any", setting.Allowed);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Reads_back_what_it_was_given_and_changes_nothing_else(string name, string text)
    {
        var setting = Named(name);
        var changed = setting.With(_defaults, text);

        Assert.Equal(text, setting.Read(changed));
        Assert.NotEqual(text, setting.Read(_defaults));
        Assert.All(Setting.All.Where(s => s != setting), s => Assert.Equal(s.Read(_defaults), s.Read(changed)));
        Assert.Equal(text, setting.Read(setting.With(changed, setting.Read(changed))));
    }

    [Fact]
    public void Every_presets_text_makes_the_same_preset_again()
    {
        foreach (var preset in new[] { Presets.Default, Presets.Gatys })
        {
            foreach (var network in NetworkArchitecture.All)
            {
                var expected = Presets.For(preset, network, Preprocessing.Torchvision);
                var again = Setting.All.Where(s => s.Read(expected).Length > 0)
                    .Aggregate(_defaults, (settings, setting) => setting.With(settings, setting.Read(expected)));
                Assert.Equal(expected, again);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_a_value_and_says_what_is_allowed(string name, string text, string allowed)
    {
        var refusal = Assert.Throws<InvalidSettingException>(() => Named(name).With(_defaults, text));
        Assert.Equal(name, refusal.Setting);
        Assert.Contains($"is not allowed for {name}", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(allowed + ".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_taken_in_any_case() =>
        Assert.Equal(OptimizerKind.Lbfgs, Named("optimizer").With(_defaults, "LBFGS").Optimizer);

    private static Setting Named(string name) => Setting.All.Single(s => s.Name == name);
}
