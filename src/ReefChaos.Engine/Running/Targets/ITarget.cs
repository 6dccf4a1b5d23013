using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>A started target. Disposing ends it and removes all that it left.</summary>
public interface ITarget : IAsyncDisposable
{
    Uri BaseAddress { get; }

    int ProcessId { get; }

    /// <summary>As in history: <c>process</c>, <c>container</c>, <c>in-process</c>.</summary>
    string Kind { get; }

    /// <summary>The means by which limits are enforced, and what they really cover.</summary>
    (string Rung, string Enforced) Limits { get; }

    /// <summary>What of the scenario this kind of target does not limit, and what of the target is not observed, a line each.</summary>
    IReadOnlyList<string> BlindSpots => [];

    /// <summary>Null where its runtime has to be asked.</summary>
    RuntimeProgram? Program => null;

    /// <summary>Completes when the target has ended for good, expected or not. It never faults.</summary>
    Task<TargetEnd> Exited { get; }

    /// <summary>The last lines that the target printed, for error messages.</summary>
    string LastOutput { get; }

    /// <summary>What is seen of it from outside: a <see cref="TargetSample"/>, and where its limits are counted a <see cref="LimitSample"/>.</summary>
    /// <returns>Empty when it is gone. What cannot be told is left out.</returns>
    Task<IReadOnlyList<Entry>> LookAsync(double at, CancellationToken cancellationToken);
}
