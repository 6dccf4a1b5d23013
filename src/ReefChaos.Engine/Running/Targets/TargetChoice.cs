namespace ReefChaos.Engine.Running.Targets;

/// <summary>How targets are to run.</summary>
public enum TargetChoice
{
    /// <summary>In a container where an engine answers, else as a process.</summary>
    Auto,

    Process,

    Container,
}
