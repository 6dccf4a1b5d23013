namespace ReefChaos.Patients;

/// <summary>Usage: <c>ReefChaos.Patients VARIANT</c>. Prints its address once it takes requests, and ends with whoever started it.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [var variant] || !Ward.Patients.TryGetValue(variant, out var admit))
        {
            await Console.Error.WriteLineAsync($"Usage: ReefChaos.Patients VARIANT, one of {string.Join(", ", Ward.Patients.Keys)}.");
            return 1;
        }

        Guardian.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<Household>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Household>());

        await using var app = builder.Build();
        app.Use(app.Services.GetRequiredService<Household>().NoteAsync);
        app.MapGet("/health", () => "well");
        admit().Map(app);
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
