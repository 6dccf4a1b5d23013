using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ReefChaos.Agent.Sites;

/// <summary>First of all middleware, so that the app's own defences against slow requests are inside it.</summary>
internal sealed class InboundStartupFilter(InboundSite site, Troubles troubles) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        troubles.Guard("inbound sites", () => app.Use(following => new InboundMiddleware(site, following).Invoke));
        next(app);
    };
}

internal sealed class InboundMiddleware(InboundSite site, RequestDelegate next)
{
    /// <summary>Not async: while nothing is armed it costs a null check.</summary>
    public Task Invoke(HttpContext context) => site.Armed is { } routes ? InvokeArmedAsync(routes, 0, context).AsTask() : next(context);

    private async ValueTask InvokeArmedAsync(InboundRoute[] routes, int first, HttpContext context)
    {
        for (var i = first; i < routes.Length; i++)
        {
            if (routes[i].Armed is { } armed && Covers(routes[i], armed, context))
            {
                await ThroughAsync(armed, routes, i + 1, context).ConfigureAwait(false);
                return;
            }
        }

        await next(context).ConfigureAwait(false);
    }

    private async ValueTask ThroughAsync(ArmedCalls<CannedAnswer?> armed, InboundRoute[] routes, int following, HttpContext context)
    {
        var answer = await armed.RunAsync(
            static async (s, _) =>
            {
                await s.Self.InvokeArmedAsync(s.Routes, s.Following, s.Context).ConfigureAwait(false);
                return (CannedAnswer?)null;
            },
            (Self: this, Routes: routes, Following: following, Context: context),
            context.RequestAborted).ConfigureAwait(false);
        if (answer is not null && !await TryWriteAsync(answer, armed, context).ConfigureAwait(false))
        {
            await InvokeArmedAsync(routes, following, context).ConfigureAwait(false);
        }
    }

    /// <summary>A defect of ours must not become an error of the request: it then goes on as if the route were another.</summary>
    private static bool Covers(InboundRoute route, ArmedCalls<CannedAnswer?> armed, HttpContext context)
    {
        try
        {
            return route.Covers(context.Request.Path.Value ?? "");
        }
        catch (Exception e)
        {
            armed.Report(e);
            return false;
        }
    }

    /// <returns>False where a defect of ours kept it from answering, and nothing is sent: the app may still answer.</returns>
    private static async ValueTask<bool> TryWriteAsync(CannedAnswer answer, ArmedCalls<CannedAnswer?> armed, HttpContext context)
    {
        try
        {
            await WriteAsync(answer, context).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && !context.Response.HasStarted)
        {
            armed.Report(e);
            context.Response.Clear();
            return false;
        }
    }

    private static Task WriteAsync(CannedAnswer answer, HttpContext context)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return answer.Body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
