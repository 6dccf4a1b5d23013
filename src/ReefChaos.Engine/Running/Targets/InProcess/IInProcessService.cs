using Microsoft.Extensions.DependencyInjection;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>A service that runs in the runner's own process, in place of a project that is built and started.</summary>
public interface IInProcessService
{
    /// <summary>The name of its program's assembly, for reports.</summary>
    string Name { get; }

    /// <summary>Starts it anew, for one arm. The engine ends one before it starts the next.</summary>
    /// <remarks>Whatever it throws is taken for the reason why the service does not start.</remarks>
    Task<IInProcessHost> StartAsync(InProcessStart start, CancellationToken cancellationToken);
}

/// <summary>A started service. Disposing stops it.</summary>
public interface IInProcessHost : IAsyncDisposable
{
    /// <summary>Of a real socket on loopback.</summary>
    Uri Address { get; }

    /// <summary>Is cancelled once it has stopped, whoever stopped it.</summary>
    CancellationToken Stopped { get; }
}

/// <param name="Url">To listen at: an address of loopback. Port 0 is any free one.</param>
/// <param name="Settings">Keys of configuration, which go before all that the app has.</param>
/// <param name="Enter">To be called with the host's services, after the app has added its own, and the name of its environment: the agent comes in.</param>
public sealed record InProcessStart(string Url, IReadOnlyDictionary<string, string> Settings, Action<IServiceCollection, string> Enter);
