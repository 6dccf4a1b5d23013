using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Sites;

/// <summary>The channels of dependency injection, each named by its item type.</summary>
/// <remarks>Keyed registrations, and channels that the app makes for itself, can't be reached.</remarks>
internal sealed class ChannelSites
{
    private readonly ConcurrentDictionary<Type, ChannelSite> sites = new();

    /// <summary>Wraps what the app registered; must come after the app's own registrations.</summary>
    public void Decorate(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (WrapperFor(services[i]) is { } wrap)
            {
                services[i] = Wrapped(services[i], wrap);
            }
        }
    }

    /// <exception cref="RefusedException">No channel of that item type is registered, or several are.</exception>
    public ChannelSite Named(string itemType)
    {
        var found = sites.Where(s => s.Key.Name == itemType || s.Key.FullName == itemType).Select(s => s.Value).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new RefusedException($"'channel:{itemType}' is unknown: {Known()}."),
            _ => throw new RefusedException($"'channel:{itemType}' is ambiguous: write the item type with its namespace."),
        };
    }

    private string Known() => sites.IsEmpty
        ? "dependency injection has no Channel<T>"
        : $"there is {string.Join(", ", sites.Keys.Select(t => $"channel:{t.Name}").Order())}";

    private Func<object, object>? WrapperFor(ServiceDescriptor service)
    {
        if (service.IsKeyedService || !service.ServiceType.IsConstructedGenericType)
        {
            return null;
        }

        var open = service.ServiceType.GetGenericTypeDefinition();
        if (open != typeof(Channel<>) && open != typeof(ChannelReader<>))
        {
            return null;
        }

        var item = service.ServiceType.GetGenericArguments()[0];
        var site = sites.GetOrAdd(item, static _ => new ChannelSite());
        var wrapper = (IChannelWrapper)Activator.CreateInstance(typeof(ChannelWrapper<>).MakeGenericType(item), site)!;
        return wrapper.Wrap;
    }

    private static ServiceDescriptor Wrapped(ServiceDescriptor service, Func<object, object> wrap) => service switch
    {
        { ImplementationInstance: { } instance } => new ServiceDescriptor(service.ServiceType, wrap(instance)),
        { ImplementationFactory: { } make } => new ServiceDescriptor(service.ServiceType, p => wrap(make(p)), service.Lifetime),
        { ImplementationType: { } type } => new ServiceDescriptor(
            service.ServiceType, p => wrap(ActivatorUtilities.CreateInstance(p, type)), service.Lifetime),
        _ => service,
    };

    private interface IChannelWrapper
    {
        object Wrap(object inner);
    }

    private sealed class ChannelWrapper<T>(ChannelSite site) : IChannelWrapper
    {
        public object Wrap(object inner) => inner switch
        {
            StallingChannel<T> or StallingReader<T> => inner,
            Channel<T> channel => new StallingChannel<T>(channel, site),
            ChannelReader<T> reader => new StallingReader<T>(reader, site),
            _ => inner,
        };
    }
}
