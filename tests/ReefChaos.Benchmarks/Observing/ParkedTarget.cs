using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>
/// A server with a number of parked awaits, and a thread that does nothing but wake up each millisecond: how late it did at worst, in milliseconds, is
/// the answer to <c>GET /</c>, since the one before.
/// </summary>
internal static class ParkedTarget
{
    private static readonly List<Task> Parked = [];

    private static long worst;

    public static async Task<string> RunAsync(int count, int port)
    {
        var never = new TaskCompletionSource();
        for (var i = 0; i < count; i++)
        {
            Parked.Add(OuterAsync(never.Task));
        }

        new Thread(Beat) { IsBackground = true, Priority = ThreadPriority.Highest }.Start();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(c => c.Response.WriteAsync((Interlocked.Exchange(ref worst, 0) / 1e6).ToString("0.000", CultureInfo.InvariantCulture)));
        await app.RunAsync();
        return "";
    }

    private static async Task OuterAsync(Task never) => await InnerAsync(never);

    private static async Task InnerAsync(Task never)
    {
        var state = new byte[64];
        await never;
        GC.KeepAlive(state);
    }

    private static void Beat()
    {
        for (var last = Stopwatch.GetTimestamp(); ;)
        {
            Thread.Sleep(1);
            var now = Stopwatch.GetTimestamp();
            var late = (long)Stopwatch.GetElapsedTime(last, now).TotalNanoseconds - 1_000_000;
            last = now;
            if (late > Volatile.Read(ref worst))
            {
                Interlocked.Exchange(ref worst, late);
            }
        }
    }
}
