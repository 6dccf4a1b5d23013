namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Limits that wait for their process. Disposing ends what still runs under them, and removes them.</summary>
internal sealed record PreparedLimits(string Rung, string Enforced) : IDisposable
{
    /// <summary>Shell commands that the child runs before it becomes the target; a failing one must end it.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Put before the target's command; it must exec, so that the process id stays.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>Yields to what the user sets.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Control groups to remove afterwards.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Null where nobody keeps such books.</summary>
    public ILimitGauge? Gauge { get; init; }

    public void Dispose()
    {
        foreach (var group in Groups)
        {
            ControlGroup.Remove(group);
        }
    }
}
