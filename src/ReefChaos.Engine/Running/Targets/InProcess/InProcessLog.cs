using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>What the host logs goes to the target's log, as a process's output does, and not to the console of the test.</summary>
/// <remarks>What the app writes to the console by itself cannot be told from the test's own output, and stays there.</remarks>
internal sealed class InProcessLog : ILoggerProvider
{
    private readonly Lock latch = new();
    private readonly StreamWriter file;
    private bool disposed;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public InProcessLog(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Path = path;
        file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false)) { AutoFlush = true };
    }

    public string Path { get; }

    public void TakeOver(IServiceCollection services)
    {
        foreach (var console in services.Where(s => s.ServiceType == typeof(ILoggerProvider) && s.ImplementationType == typeof(ConsoleLoggerProvider)).ToList())
        {
            services.Remove(console);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider>(this));
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>After its host, which does not know that it may. What is logged later is dropped.</summary>
    public void Dispose()
    {
        lock (latch)
        {
            disposed = true;
            file.Dispose();
        }
    }

    private void Write(string text)
    {
        lock (latch)
        {
            if (disposed)
            {
                return;
            }

            try
            {
                file.WriteLine(text);
            }
            catch (IOException)
            {
                // A full disk ends the arm by its history; the service must not suffer for its log.
            }
        }
    }

    private sealed class Logger(InProcessLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write($"{logLevel}: {category}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
    }
}
