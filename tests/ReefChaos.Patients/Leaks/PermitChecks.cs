using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-permit-checks</c>: what the checks of a building permit found is collected for its request, in a service that was registered
/// for all of them.
/// </summary>
internal sealed class BuildingPermits : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddSingleton<PermitFindings>();
        services.AddScoped<HeightCheck>();
        services.AddScoped<DistanceCheck>();
        services.AddScoped<PermitService>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", async (int n) =>
        {
            await using var scope = provider.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<PermitService>().CheckAsync(n);
        });
    }
}

internal sealed class PermitService(HeightCheck height, DistanceCheck distance, PermitFindings findings)
{
    public async Task<string> CheckAsync(int n)
    {
        await Task.Delay(4);
        height.Run(n, metres: 8 + (n % 9));
        distance.Run(n, metres: n % 7);
        return findings.IsEmpty ? "granted" : "to be looked at";
    }
}

internal sealed class HeightCheck(PermitFindings findings)
{
    public void Run(int permit, int metres)
    {
        if (metres > 9)
        {
            findings.Report(permit, $"A building of {metres} m is higher than the plan of this quarter allows.");
        }
    }
}

internal sealed class DistanceCheck(PermitFindings findings)
{
    public void Run(int permit, int metres)
    {
        if (metres < 3)
        {
            findings.Report(permit, $"A wall that is {metres} m from the neighbour's ground needs the neighbour's signature.");
        }
    }
}

internal sealed record PermitFinding(int Permit, string Text);

internal sealed class PermitFindings
{
    private readonly ConcurrentQueue<PermitFinding> found = new();

    public bool IsEmpty => found.IsEmpty;

    public void Report(int permit, string text)
    {
        var finding = new PermitFinding(permit, text); // also: leak-permit-checks leak
        found.Enqueue(finding); // sick: leak-permit-checks leak
    }
}
