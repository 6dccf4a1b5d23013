using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ReefChaos;

/// <summary>A named point in a service's code where faults can act. Disarmed it costs a null check.</summary>
/// <example><code>
/// private static readonly FaultPoint Scoring = FaultPoint.Named("risk-score");
/// Scoring.Hit();
/// </code></example>
public sealed class FaultPoint
{
    private static readonly ConcurrentDictionary<string, FaultPoint> Points = new(StringComparer.Ordinal);

    private volatile IFaultPointHandler? handler;

    private FaultPoint(string name) => Name = name;

    public string Name { get; }

    /// <summary>What happens at a hit; null while disarmed. The agent sets it.</summary>
    public IFaultPointHandler? Handler
    {
        get => handler;
        set => handler = value;
    }

    /// <summary>The same name gives the same point.</summary>
    public static FaultPoint Named(string name) => Points.GetOrAdd(name, static n => new FaultPoint(n));

    /// <summary>Acts on the calling thread, which may then wait or throw as the fault says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Hit()
    {
        if (handler is { } armed)
        {
            armed.Hit();
        }
    }

    /// <summary>As <see cref="Hit"/> for asynchronous code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ValueTask HitAsync(CancellationToken cancellationToken = default) =>
        handler is { } armed ? armed.HitAsync(cancellationToken) : default;
}

public interface IFaultPointHandler
{
    void Hit();

    ValueTask HitAsync(CancellationToken cancellationToken);
}
