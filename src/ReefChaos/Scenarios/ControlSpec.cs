namespace ReefChaos.Scenarios;

/// <summary>How the defences are switched off for the control arm, or the reason why there is none: one of the two.</summary>
public sealed record ControlSpec
{
    /// <summary>Environment variables that differ from the defended arm. Values never show in reports.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Why no control arm is run; null where there is one. In a file: <c>control: { none: REASON }</c>.</summary>
    public string? None { get; init; }
}
