using System.Net;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Dependencies;

/// <summary>The HTTP services that the runner plays for the target, each on a loopback port of its own.</summary>
public sealed class DependencyHost : IFaultPort, IAsyncDisposable
{
    private readonly Dictionary<string, Dependency> dependencies = new(StringComparer.Ordinal);
    private readonly FaultDesk desk;

    private DependencyHost(TimeProvider time) => desk = new FaultDesk(time, name => dependencies.GetValueOrDefault(name)?.Faults, () => dependencies.Keys);

    /// <summary>The target's variables: each dependency's <c>env</c>, with its base address.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    /// <summary>Plays those that are no containers.</summary>
    /// <param name="address">To listen at: one that nobody outside this machine reaches.</param>
    /// <exception cref="InvalidInputException">A dependency has no stub and no usable proxy address.</exception>
    public static async Task<DependencyHost> StartAsync(
        IReadOnlyDictionary<string, DependencySpec> specs, IPAddress address, TimeProvider time, CancellationToken cancellationToken)
    {
        var host = new DependencyHost(time);
        try
        {
            var played = specs.Where(s => !s.Value.IsContainer).ToList();
            foreach (var (name, spec) in played)
            {
                host.dependencies.Add(name, await Dependency.StartAsync(name, spec, address, time, cancellationToken).ConfigureAwait(false));
            }

            host.Environment = played.ToDictionary(s => s.Value.Env, s => host.dependencies[s.Key].Address);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken) => Task.FromResult(desk.Answer(order));

    public async ValueTask DisposeAsync()
    {
        desk.Answer(new DisarmOrder());
        foreach (var dependency in dependencies.Values)
        {
            await dependency.DisposeAsync().ConfigureAwait(false);
        }
    }
}
