using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>What environment variables become in a process that has its own already: keys of the host's configuration.</summary>
internal static class InProcessSettings
{
    /// <summary>Without them a variable of the host, such as its environment, is a key like any other.</summary>
    private static readonly string[] HostPrefixes = ["DOTNET_", "ASPNETCORE_"];

    /// <param name="layers">Later ones win.</param>
    public static IReadOnlyDictionary<string, string> Of(params IEnumerable<IReadOnlyDictionary<string, string>> layers)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in layers.SelectMany(l => l))
        {
            settings[KeyOf(name)] = value;
        }

        return settings;
    }

    /// <summary>The second of the two that let a target run faults in production; the first is the scenario's.</summary>
    public static bool AllowProduction(IReadOnlyDictionary<string, string> env) => env.GetValueOrDefault(AgentEnvironment.AllowProduction) == "1";

    /// <summary>As ASP.NET Core reads them: <c>A__B</c> is <c>A:B</c>.</summary>
    internal static string KeyOf(string variable)
    {
        var prefix = HostPrefixes.FirstOrDefault(p => variable.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ?? "";
        return variable[prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
    }
}
