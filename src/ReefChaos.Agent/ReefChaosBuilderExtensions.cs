using ReefChaos.Agent;
using ReefChaos.Agent.Hook;

namespace Microsoft.Extensions.Hosting;

public static class ReefChaosBuilderExtensions
{
    /// <summary>
    /// Lets ReefChaos inject faults into this service, when a ReefChaos runner started it; otherwise it does nothing at all.
    /// Not needed where the startup hook is used; both together are harmless.
    /// </summary>
    /// <remarks>In the Production environment nothing is ever armed, unless the runner and the target both say otherwise.</remarks>
    public static TBuilder AddReefChaos<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        try
        {
            if (AgentSettings.TakeFromEnvironment() is { } settings && EntryMark.TrySet())
            {
                AgentHost.Enter(settings.Socket, settings.Token, settings.AllowProduction);
            }
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"ReefChaos.Agent stays out: {e}");
        }

        return builder;
    }
}
