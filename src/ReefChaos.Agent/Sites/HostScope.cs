using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ReefChaos.Agent.Sites;

/// <summary>Tells the hosts of one process apart: the code that a host runs carries its scope along.</summary>
/// <remarks>
/// It flows as execution contexts do: from the start of the host into its background services, and from each request into what that starts.
/// A thread that is started without a context belongs to no host.
/// </remarks>
internal sealed class HostScope
{
    private static readonly AsyncLocal<HostScope?> Flowing = new();

    public bool IsCurrent => ReferenceEquals(Flowing.Value, this);

    public void Enter() => Flowing.Value = this;
}

/// <summary>Has each request carry the scope of its host: the server's own threads know nothing of it.</summary>
/// <param name="built">Is told the host's services.</param>
internal sealed class HostScopeFilter(HostScope scope, Action<IServiceProvider> built) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        built(app.ApplicationServices);
        app.Use(following => context =>
        {
            scope.Enter();
            return following(context);
        });
        next(app);
    };
}
