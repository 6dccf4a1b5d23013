using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace ReefChaos.Agent.Sites;

/// <summary>Wraps the channels that the app registered; must come after the app's own registrations.</summary>
internal sealed class ChannelDecorator(ChannelSites sites)
{
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
        var wrapper = (IChannelWrapper)Activator.CreateInstance(typeof(ChannelWrapper<>).MakeGenericType(item), sites.Of(item))!;
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
