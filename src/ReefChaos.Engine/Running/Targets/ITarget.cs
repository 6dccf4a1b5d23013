using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>A started target. Disposing ends it and removes all that it left.</summary>
public interface ITarget : IAsyncDisposable
{
    Uri BaseAddress { get; }

    int ProcessId { get; }

    /// <summary>As in history: <c>process</c>, <c>container</c>.</summary>
    string Kind { get; }

    /// <summary>The means by which limits are enforced, and what they really cover.</summary>
    (string Rung, string Enforced) Limits { get; }

    /// <summary>Ends with the exit code when the process does, expected or not. It never faults.</summary>
    Task<int> Exited { get; }

    /// <summary>The last lines that the target printed, for error messages.</summary>
    string LastOutput { get; }

    /// <summary>Null when the process is gone. <c>At</c> is left to the caller's clock.</summary>
    TargetSample? Sample(double at);
}
