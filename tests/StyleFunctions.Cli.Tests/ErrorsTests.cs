namespace StyleFunctions.Cli.Tests;

public class ErrorsTests
{
    [Fact]
    public void A_fault_of_the_program_is_one_sentence_that_asks_for_a_report()
    {
        var (code, error) = Report(new InvalidOperationException("Two\nlines."), showsTrace: false);

        Assert.Equal(1, code);
        Assert.Matches(@"^error: .*please report it.*\(InvalidOperationException: Two lines\.\)\r?\n$", error);
    }

    [Fact]
    public void The_stack_trace_is_there_for_those_who_ask_for_it()
    {
        var (code, error) = Report(new InvalidOperationException("A fault."), showsTrace: true);

        Assert.Equal(1, code);
        Assert.Contains(nameof(Thrown), error, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_out_of_memory_says_what_to_lower()
    {
        var (code, error) = Report(new InsufficientMemoryException(), showsTrace: false);

        Assert.Equal(2, code);
        Assert.Contains("lower --memory or --size", error, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Report(Exception exception, bool showsTrace)
    {
        using var error = new StringWriter();
        var code = Errors.Report(Thrown(exception), error, showsTrace);
        return (code, error.ToString());
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception e) when (e == exception)
        {
            return e;
        }
    }
}
