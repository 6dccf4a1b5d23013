using System.Globalization;
using ReefChaos.Processes;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>The runner that something belongs to. A process id alone is given anew after its process died; with the start time it is not.</summary>
public readonly record struct Owner(int ProcessId, long Start)
{
    private static int parts;

    /// <summary>Of everything that a runner leaves in a shared place.</summary>
    internal const string Prefix = "reefchaos.";

    public static Owner Current { get; } = new(Environment.ProcessId, new Procfs().Stat(Environment.ProcessId)?.Start ?? 0);

    /// <summary>As an environment variable: <c>PID:START</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId}:{Start}");

    /// <summary>A new name in this runner's own space: <c>PID.START.N</c>.</summary>
    internal static string NewPart() =>
        string.Create(CultureInfo.InvariantCulture, $"{Current.ProcessId}.{Current.Start}.{Interlocked.Increment(ref parts)}");

    internal static Owner? Parse(string? label) => FromFields((label ?? "").Split(':'), fields: 2);

    /// <summary>The owner in <c>PID.START.N</c>; null for any other name.</summary>
    internal static Owner? OfPart(string name) => FromFields(name.Split('.'), fields: 3);

    /// <summary>The owner in the name of a control group, <c>reefchaos.PID.START.N</c>.</summary>
    internal static Owner? OfGroup(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? OfPart(name[Prefix.Length..]) : null;

    internal bool Lives(Procfs processes) => processes.Stat(ProcessId) is { Dead: false } stat && stat.Start == Start;

    private static Owner? FromFields(string[] values, int fields) =>
        values.Length == fields
        && values.All(v => long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        && int.TryParse(values[0], CultureInfo.InvariantCulture, out var id) && id > 1
            ? new Owner(id, long.Parse(values[1], CultureInfo.InvariantCulture))
            : null;
}
