using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReefChaos.Shop;

namespace ReefChaos.Tests.Shop;

/// <summary>Real fallbacks, with what they counted and logged.</summary>
internal sealed class ShopFixture : ILogger<Fallbacks>, IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener listener = new();
    private long used;

    public ShopFixture()
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref used, count));
        listener.Start();
        Fallbacks = new Fallbacks(meters, this);
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    public Fallbacks Fallbacks { get; }

    public long Used => Interlocked.Read(ref used);

    public List<string> Log { get; } = [];

    /// <summary>A thread that waits for a lock or a signal, as the runtime sees it.</summary>
    public static bool Waits(Thread thread) =>
        SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Add(formatter(state, exception));

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }
}
