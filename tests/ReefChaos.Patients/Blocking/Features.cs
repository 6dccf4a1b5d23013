namespace ReefChaos.Patients.Blocking;

/// <summary>
/// <c>blocking-feature-flags</c>: whether a feature is on is a plain question with a plain answer, and behind it a service is asked each
/// time.
/// </summary>
internal sealed class DrivingSchool : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddHttpClient<FlagClient>(http =>
        {
            http.BaseAddress = Surroundings.Service;
            http.Timeout = TimeSpan.FromSeconds(30);
        });
        services.AddTransient<IFeatureFlags, RemoteFeatureFlags>();
        services.AddTransient<LessonPlanner>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n) => provider.GetRequiredService<LessonPlanner>().PlanAsync(n));
    }
}

internal interface IFeatureFlags
{
    bool IsOn(string feature, int user);
}

internal sealed class LessonPlanner(IFeatureFlags features)
{
    public async Task<string> PlanAsync(int pupil)
    {
        await Task.Delay(4);
        return features.IsOn("night-lessons", pupil) ? $"lesson at {20 + (pupil % 3)}:00" : $"lesson at {8 + (pupil % 9)}:00";
    }
}

internal sealed class RemoteFeatureFlags(FlagClient client) : IFeatureFlags
{
    public bool IsOn(string feature, int user)
    {
        var value = client.ValueAsync(feature, user).GetAwaiter().GetResult(); // sick: blocking-feature-flags sync-over-async
        return value == "answer";
    }
}

internal sealed class FlagClient(HttpClient http)
{
    public async Task<string> ValueAsync(string feature, int user)
    {
        using var response = await http.GetAsync($"/answer?ms=850&flag={feature}&user={user % 900}");
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
