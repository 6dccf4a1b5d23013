namespace ReefChaos.Patients.Blocking;

/// <summary>
/// <c>blocking-texts</c>: a page asks for its texts one by one, and what gives them is synchronous to the outside and calls a service
/// inside.
/// </summary>
internal sealed class TextSite : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddHttpClient<TextService>(http =>
        {
            http.BaseAddress = Surroundings.Service;
            http.Timeout = TimeSpan.FromSeconds(20);
        });
        services.AddTransient<TextProvider>();
        services.AddTransient<GreetingPage>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n) => provider.GetRequiredService<GreetingPage>().Render(n));
    }
}

internal sealed class GreetingPage(TextProvider texts)
{
    public string Render(int visitor)
    {
        var culture = visitor % 2 == 0 ? "de" : "pt";
        return $"<h1>{texts.Get(culture, "title")}</h1><p>{texts.Get(culture, "welcome")}</p>";
    }
}

internal sealed class TextProvider(TextService service)
{
    public string Get(string culture, string key)
    {
        return service.LoadAsync(culture, key).Result; // sick: blocking-texts sync-over-async
    }
}

internal sealed class TextService(HttpClient http)
{
    public async Task<string> LoadAsync(string culture, string key)
    {
        var text = await http.GetStringAsync($"/answer?ms=450&culture={culture}&key={key}");
        return text.ToUpperInvariant();
    }
}
