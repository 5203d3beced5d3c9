using System.Runtime.Versioning;

namespace StyleFunctions.Cli.Tests;

/// <summary>Files that cannot be read or written: found out before the work starts, nothing left behind.</summary>
public sealed class BadFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _content;
    private readonly string _style;

    public BadFilesTests()
    {
        _content = _folder.Picture("content.png");
        _style = _folder.Picture("style.png", seed: 2);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_content_picture_is_named()
        => Assert.Equal($"There is no file '{_folder["no.png"]}'.", Refuse(_folder["no.png"], _style));

    [Fact]
    public void A_missing_style_picture_is_named()
        => Assert.Equal($"There is no file '{_folder["no.png"]}'.", Refuse(_content, _style, _folder["no.png"]));

    [Fact]
    public void A_folder_is_not_a_picture()
        => Assert.Equal($"'{_folder["."]}' is a folder, and a file is needed.", Refuse(_folder["."], _style));

    [Fact]
    public void A_text_file_is_not_a_picture()
    {
        var text = _folder.Text("text.png", "not a picture");

        var refusal = Refuse(text, _style);

        Assert.Contains(text, refusal, StringComparison.Ordinal);
        Assert.Contains("neither a PNG nor a JPEG", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_not_a_picture()
        => Assert.Contains(
            "The file is empty", Refuse(_content, _folder.Text("empty.png", "")), StringComparison.Ordinal);

    [Fact]
    public void A_truncated_picture_is_named()
    {
        var whole = File.ReadAllBytes(_content);
        File.WriteAllBytes(_folder["half.png"], whole[..(whole.Length / 2)]);

        Assert.Contains(_folder["half.png"], Refuse(_folder["half.png"], _style), StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_that_is_neither_a_name_nor_a_file_is_refused()
        => Assert.Equal(
            "--init is no file and none of content, recolored, noise, grey: 'nosie'; did you mean 'noise'?",
            Refuse(_content, _style, "--init", "nosie"));

    [Fact]
    public void A_folder_cannot_be_the_output()
        => Assert.Equal(
            $"'{_folder["."]}' is a folder; give the name of the picture to write.", RefuseOutput(_folder["."]));

    [Fact]
    public void A_name_ending_in_a_slash_cannot_be_the_output()
        => Assert.Contains("is a folder", RefuseOutput(_folder["new"] + "/"), StringComparison.Ordinal);

    [Theory]
    [InlineData("out.gif")]
    [InlineData("out")]
    public void An_output_of_an_unknown_kind_is_refused(string name)
        => Assert.Equal(
            $"'{_folder[name]}' is of no kind that can be written; end it in .png, .jpg or .jpeg.",
            RefuseOutput(_folder[name]));

    [Fact]
    public void An_output_beneath_a_file_is_refused()
        => Assert.Contains(
            "is a file, not a folder", RefuseOutput(Path.Combine(_content, "out.png")), StringComparison.Ordinal);

    [Fact]
    public void An_output_whose_name_is_too_long_is_refused()
        => Assert.Contains(
            "cannot be written", RefuseOutput(_folder[new string('x', 251) + ".png"]), StringComparison.Ordinal);

    [Fact]
    public void The_content_picture_is_not_overwritten()
        => Assert.Contains("is also one of the pictures to read", RefuseOutput(_content), StringComparison.Ordinal);

    [Fact]
    public void A_write_protected_output_is_refused()
    {
        var output = _folder.Picture("protected.png");
        File.SetAttributes(output, FileAttributes.ReadOnly);
        try
        {
            Assert.Equal($"'{output}' is write-protected.", RefuseOutput(output));
        }
        finally
        {
            File.SetAttributes(output, FileAttributes.Normal);
        }
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_without_permission_is_refused()
    {
        var closed = Directory.CreateDirectory(_folder["closed"]);
        closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        var output = Path.Combine(closed.FullName, "new", "out.png");

        // Permissions do not bind the superuser, but /proc takes files from nobody.
        var refusal = RefuseOutput(Environment.IsPrivilegedProcess ? "/proc/new/out.png" : output);

        Assert.Contains("no file can be created in", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frames_folder_that_is_a_file_is_refused()
        => Assert.Contains(
            "is a file, not a folder", Refuse(_content, _style, "--frames", _content), StringComparison.Ordinal);

    private string RefuseOutput(string output) => RefuseAll("run", _content, _style, "-o", output);

    private string Refuse(params string[] args) => RefuseAll(["run", .. args, "-o", _folder["new/out.png"]]);

    private string RefuseAll(params string[] args)
    {
        var before = _folder.Content;
        string[] shortly = ["--network", "embedded", "--size", "48", "--min-size", "48", "--iterations", "1"];
        string[] store = ["--store", _folder["store"]];
        var refusal = ProgramRun.Of([.. args, .. shortly, .. store]).Refusal;
        Assert.Equal(before, _folder.Content);
        return refusal;
    }
}
