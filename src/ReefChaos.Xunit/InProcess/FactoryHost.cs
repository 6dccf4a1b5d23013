using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReefChaos.Engine.Running.Targets.InProcess;

namespace ReefChaos.Xunit.InProcess;

/// <summary>A factory whose server has started.</summary>
/// <param name="scheme">Of the address that is wanted, where the app listens at several.</param>
internal sealed class FactoryHost(IAsyncDisposable factory, IServiceProvider services, string scheme) : IInProcessHost
{
    public Uri Address { get; } = AddressOf(services, scheme);

    public CancellationToken Stopped { get; } = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped;

    public ValueTask DisposeAsync() => factory.DisposeAsync();

    private static Uri AddressOf(IServiceProvider services, string scheme)
    {
        var all = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = all.FirstOrDefault(a => a.StartsWith($"{scheme}://", StringComparison.OrdinalIgnoreCase)) ?? all.FirstOrDefault();
        return address is not null ? new Uri(address) : throw new InvalidOperationException("The server listens at no address.");
    }
}
