using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReefChaos.Engine.Running.Targets.InProcess;

namespace ReefChaos.Xunit.InProcess;

/// <summary>A service as its <see cref="WebApplicationFactory{TEntryPoint}"/> hosts it, but on a Kestrel socket. Each start is a host of its own.</summary>
internal sealed class FactoryService<TEntryPoint>(WebApplicationFactory<TEntryPoint> factory) : IInProcessService where TEntryPoint : class
{
    /// <summary>What a process gets too, before it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public string Name => typeof(TEntryPoint).Assembly.GetName().Name!;

    public async Task<IInProcessHost> StartAsync(InProcessStart start, CancellationToken cancellationToken)
    {
        var hosted = factory.WithWebHostBuilder(builder => Configure(builder, start));
        try
        {
            hosted.UseKestrel();
            hosted.StartServer();
            return new FactoryHost(hosted, hosted.Services, new Uri(start.Url).Scheme);
        }
        catch
        {
            await hosted.DisposeAsync();
            throw;
        }
    }

    /// <summary>Settings go in twice: an app whose builder got its arguments sees them while it registers its services, any other once it is built.</summary>
    private static void Configure(IWebHostBuilder builder, InProcessStart start)
    {
        foreach (var (key, value) in start.Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(start.Settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))));
        builder.UseUrls(start.Url).PreferHostingUrls(true);
        builder.ConfigureServices((context, services) =>
        {
            services.PostConfigure<HostOptions>(options => options.ShutdownTimeout = Grace);
            start.Enter(services, context.HostingEnvironment.EnvironmentName);
        });
    }
}
