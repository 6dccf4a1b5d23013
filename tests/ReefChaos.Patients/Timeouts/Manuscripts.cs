namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-manuscript</c>: manuscripts are fetched by a client with a limit of ten seconds, which holds until the headers are there, and
/// the text stops after its first lines.
/// </summary>
internal sealed class PublishingHouse : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddHttpClient<ManuscriptStore>(http =>
        {
            http.BaseAddress = Surroundings.Service;
            http.Timeout = TimeSpan.FromSeconds(10);
        });
        services.AddTransient<EditorDesk>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n, CancellationToken aborted) => provider.GetRequiredService<EditorDesk>().OpenAsync(n, aborted));
    }
}

internal sealed class EditorDesk(ManuscriptStore store)
{
    public async Task<string> OpenAsync(int n, CancellationToken aborted)
    {
        if (n % 5 == 0)
        {
            return "back to the author";
        }

        using var text = new MemoryStream();
        await store.DownloadAsync(n % 250, text, aborted);
        return $"{text.Length} bytes to be edited";
    }
}

internal sealed class ManuscriptStore(HttpClient http)
{
    public async Task DownloadAsync(int manuscript, Stream target, CancellationToken cancellation)
    {
        using var response = await http.GetAsync($"/stall?manuscript={manuscript}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await body.CopyToAsync(target, cancellation); // sick: timeout-manuscript missing-timeout
    }
}
