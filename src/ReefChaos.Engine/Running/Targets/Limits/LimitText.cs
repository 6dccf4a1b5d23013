using System.Globalization;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Wording and shell commands that the rungs share.</summary>
internal static class LimitText
{
    public static string Of(LimitsSpec limits, string means)
    {
        var parts = new List<string>();
        if (limits.Cpus is { } cpus)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"a quota of {cpus} {(cpus == 1 ? "core" : "cores")}"));
        }

        if (limits.Memory is { } memory)
        {
            parts.Add($"{memory} of memory");
        }

        return $"{string.Join(" and ", parts)}, by {means}";
    }

    /// <summary>The shell puts itself into the group: the runtime reads its limits once, when it starts.</summary>
    public static string Enter(string group) => $"echo $$ > {Quoted(Path.Combine(group, "cgroup.procs"))}";

    public static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
