using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>Whom the patients talk to, on loopback: an HTTP service, a listener that says nothing, and a Redis that answers no GET.</summary>
internal sealed class Neighbourhood : IAsyncDisposable
{
    private readonly WebApplication service;
    private readonly SilentListener silent = new();
    private readonly ForgetfulRedis redis = new();
    private readonly Random chance;

    private Neighbourhood(int seed)
    {
        chance = new Random(seed);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        service = builder.Build();
        service.MapGet("/answer", AnswerAsync);
        service.MapGet("/slow", SlowAsync);
        service.MapGet("/stall", StallAsync);
        service.MapGet("/watch", WatchAsync);
    }

    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["PATIENT_SERVICE"] = service.Urls.First(),
        ["PATIENT_SILENT"] = $"{silent.Address}",
        ["PATIENT_REDIS"] = $"{redis.Address}",
    };

    public static async Task<Neighbourhood> StartAsync(int seed)
    {
        var neighbourhood = new Neighbourhood(seed);
        await neighbourhood.service.StartAsync();
        return neighbourhood;
    }

    public async ValueTask DisposeAsync()
    {
        silent.Dispose();
        redis.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await service.StopAsync(now.Token);
        await service.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await Task.Delay(int.Parse(context.Request.Query["ms"]!, CultureInfo.InvariantCulture), context.RequestAborted);
        await context.Response.WriteAsync("answer", context.RequestAborted);
    }

    private async Task SlowAsync(HttpContext context)
    {
        int milliseconds;
        lock (chance)
        {
            milliseconds = chance.Next(200, 500);
        }

        await Task.Delay(milliseconds, context.RequestAborted);
        await context.Response.WriteAsync("seven", context.RequestAborted);
    }

    private static async Task StallAsync(HttpContext context)
    {
        context.Response.ContentLength = 1_000;
        await context.Response.WriteAsync("the first lines", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
    }

    private static async Task WatchAsync(HttpContext context)
    {
        while (true)
        {
            await context.Response.WriteAsync("event\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(4), context.RequestAborted);
        }
    }
}
