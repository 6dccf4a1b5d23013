namespace ReefChaos.Agent;

/// <summary>The name of the environment that the target runs in; Production where nobody says otherwise, as in .NET.</summary>
internal sealed class TargetEnvironment(bool allowProduction)
{
    private readonly Lock latch = new();
    private string? ofHosts;

    public string Name
    {
        get
        {
            lock (latch)
            {
                return ofHosts ?? FromVariables();
            }
        }
    }

    public bool ForbidsFaults => !allowProduction && IsProduction(Name);

    /// <summary>Of several hosts in one process, one in Production is enough.</summary>
    public void Add(string ofHost)
    {
        lock (latch)
        {
            ofHosts = ofHosts is not null && IsProduction(ofHosts) ? ofHosts : ofHost;
        }
    }

    private static bool IsProduction(string name) => string.Equals(name, "Production", StringComparison.OrdinalIgnoreCase);

    private static string FromVariables() =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? "Production";
}
