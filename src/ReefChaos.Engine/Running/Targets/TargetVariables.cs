namespace ReefChaos.Engine.Running.Targets;

/// <summary>The environment variables that every target gets, wherever it runs.</summary>
internal static class TargetVariables
{
    /// <summary>Not Production, where the agent refuses to arm; not Staging, whose settings may point at real systems.</summary>
    public const string EnvironmentName = "Testing";

    /// <summary>Later layers win; nothing outranks where the target has to listen.</summary>
    public static IReadOnlyDictionary<string, string> Layered(IEnumerable<IReadOnlyDictionary<string, string>> layers, string urls)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = EnvironmentName,
            ["DOTNET_ENVIRONMENT"] = EnvironmentName,
        };
        foreach (var (name, value) in layers.SelectMany(l => l))
        {
            variables[name] = value;
        }

        variables["ASPNETCORE_URLS"] = urls;
        return variables;
    }
}
