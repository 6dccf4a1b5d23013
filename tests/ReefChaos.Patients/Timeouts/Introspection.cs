namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-introspection</c>: a middleware has each token looked at by the identity server, by a client of the factory without a limit.
/// </summary>
internal sealed class PhotoAgency : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("identity", http =>
        {
            http.BaseAddress = new Uri($"http://{Surroundings.Silent}");
            http.Timeout = Timeout.InfiniteTimeSpan;
        });
        services.AddSingleton<TokenInspector>();
        services.AddSingleton<BearerMiddleware>();
        var bearer = services.BuildServiceProvider().GetRequiredService<BearerMiddleware>();
        app.UseWhen(context => context.Request.Path != "/health", branch => branch.Use(bearer.InvokeAsync));
        app.MapGet("/{n:int}", (int n) => $"picture {n % 5_000}");
    }
}

internal sealed class BearerMiddleware(TokenInspector inspector)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var token = $"token{context.Request.Path.Value!.Replace('/', '-')}";
        if (await inspector.IsActiveAsync(token, context.RequestAborted))
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
    }
}

internal sealed class TokenInspector(IHttpClientFactory clients)
{
    public async Task<bool> IsActiveAsync(string token, CancellationToken cancellation)
    {
        using var http = clients.CreateClient("identity");
        using var form = new FormUrlEncodedContent([new("token", token)]);
        using var response = await http.PostAsync("/connect/introspect", form, cancellation); // sick: timeout-introspection missing-timeout
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return text.Contains("\"active\":true", StringComparison.Ordinal);
    }
}
