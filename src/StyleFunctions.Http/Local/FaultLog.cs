using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StyleFunctions.Http.Answers;

namespace StyleFunctions.Http.Local;

/// <summary>Tells a person, in one line each, of requests that this program could not answer as it should.</summary>
/// <param name="say">Tells.</param>
internal sealed class FaultLog(Action<string> say) : ILoggerProvider, ILogger
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        categoryName == Answer.LogCategory ? this : NullLogger.Instance;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            say($"{formatter(state, exception)}: {exception?.GetType().Name}: {exception?.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
