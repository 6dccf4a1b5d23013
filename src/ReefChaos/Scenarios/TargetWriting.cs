namespace ReefChaos.Scenarios;

/// <summary>Writes a target in code. Each method gives a new one and leaves the one before as it was.</summary>
public static class TargetWriting
{
    /// <param name="cpus">Quota in cores; null for none.</param>
    /// <param name="memory">Null for none.</param>
    public static TargetSpec WithLimits(this TargetSpec target, double? cpus = null, ByteSize? memory = null) =>
        target with { Limits = new LimitsSpec { Cpus = cpus, Memory = memory } };

    /// <summary>An environment variable in both arms.</summary>
    public static TargetSpec WithVariable(this TargetSpec target, string name, string value) =>
        target with { Env = new Dictionary<string, string>(target.Env) { [name] = value } };

    public static TargetSpec WithArguments(this TargetSpec target, params string[] arguments) => target with { Args = [.. target.Args, .. arguments] };

    /// <param name="port">Of loopback.</param>
    public static TargetSpec WithPort(this TargetSpec target, int port) => target with { Port = port };

    /// <param name="path">Answers with a status below 500 once the target has started.</param>
    /// <param name="within">Null for the default of half a minute.</param>
    public static TargetSpec ReadyAt(this TargetSpec target, string path, Duration? within = null) =>
        target with { Ready = new ReadySpec { Path = path, Within = within ?? new ReadySpec().Within } };
}
