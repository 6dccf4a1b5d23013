using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using ReefChaos.Agent.Sites;

namespace ReefChaos.Agent.Hook;

/// <summary>Puts the sites into a host. Each part stands alone: what its app lacks does not stop the others.</summary>
/// <param name="scope">Null where the agent has the process to itself.</param>
internal sealed class HostParts(SiteMap sites, TargetEnvironment environment, Troubles troubles, HostScope? scope = null)
{
    public void Building(object hostBuilder) => ((IHostBuilder)hostBuilder).ConfigureServices((context, services) =>
    {
        troubles.Guard("reading the host's environment", () => environment.Add(context.HostingEnvironment.EnvironmentName));
        AddTo(services);
    });

    public void Built(object host) => sites.Locks.Add(((IHost)host).Services);

    public void AddTo(IServiceCollection services)
    {
        if (Has("Microsoft.AspNetCore.Hosting.Abstractions"))
        {
            troubles.Guard("inbound sites", () => AddInbound(services));
        }

        if (Has("Microsoft.Extensions.Http"))
        {
            troubles.Guard("http-client sites", () => AddHttpClients(services));
        }

        troubles.Guard("channel sites", () => new ChannelDecorator(sites.Channels).Decorate(services));
        troubles.Guard("lock sites", () => LearnSingletons(services));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddInbound(IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new InboundStartupFilter(sites.Inbound, troubles)));
        if (scope is not null)
        {
            services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new HostScopeFilter(scope, sites.Locks.Add)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddHttpClients(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(new HttpClientFilter(sites.HttpClient, troubles)));

    private void LearnSingletons(IServiceCollection services) => sites.Locks.Learn(services
        .Where(s => s.Lifetime == ServiceLifetime.Singleton && !s.IsKeyedService)
        .Select(s => new Singleton(s.ServiceType, s.ImplementationType ?? s.ImplementationInstance?.GetType())));

    private static bool Has(string assembly)
    {
        try
        {
            return System.Reflection.Assembly.Load(assembly) is not null;
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException)
        {
            return false;
        }
    }
}
