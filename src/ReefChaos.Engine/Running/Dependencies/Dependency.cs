using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReefChaos.Scenarios;
using Yarp.ReverseProxy.Forwarder;

namespace ReefChaos.Engine.Running.Dependencies;

/// <summary>One dependency: a web server with the faults in front of its stub or proxy. Nothing of a request is logged or kept.</summary>
internal sealed class Dependency : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly IAsyncDisposable answerer;

    private Dependency(WebApplication app, IAsyncDisposable answerer)
    {
        this.app = app;
        this.answerer = answerer;
    }

    public FaultLine Faults { get; } = new();

    /// <summary>With no slash at its end.</summary>
    public string Address => app.Urls.Single().TrimEnd('/');

    public static async Task<Dependency> StartAsync(string name, DependencySpec spec, IPAddress address, TimeProvider time, CancellationToken cancellationToken)
    {
        var app = Build(address);
        var (answer, answerer) = Answerer(name, spec, app, time);
        var dependency = new Dependency(app, answerer);
        app.Run(http => dependency.HandleAsync(http, answer));
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return dependency;
        }
        catch
        {
            await dependency.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync().ConfigureAwait(false);
        await app.StopAsync(atOnce.Token).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        await answerer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Empty: the runner's own settings and environment variables are not for this server.</summary>
    private static WebApplication Build(IPAddress address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, RunnersLifetime>();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(address, 0);
        });
        return builder.Build();
    }

    private static (RequestDelegate Answer, IAsyncDisposable Owner) Answerer(string name, DependencySpec spec, WebApplication app, TimeProvider time)
    {
        if (spec.Stub is { } stub)
        {
            var answerer = new Stub(stub, time);
            return (answerer.AnswerAsync, answerer);
        }

        var forwarding = new Forwarding(name, spec.Proxy, app.Services.GetRequiredService<IHttpForwarder>());
        return (forwarding.AnswerAsync, forwarding);
    }

    private async Task HandleAsync(HttpContext http, RequestDelegate answer)
    {
        try
        {
            await Faults.InvokeAsync(http, answer).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The target gave up: that is its right.
        }
        catch (IOException)
        {
            http.Abort();
        }
    }

    /// <summary>The usual one takes ctrl-C away from the runner.</summary>
    private sealed class RunnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
