using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>Finds the process that a user means, by its id or by the name or id of its container.</summary>
internal sealed class TargetSearch(Procfs processes, EngineSearch engines)
{
    /// <exception cref="InvalidInputException">There is no such process or container, or it is not a .NET one.</exception>
    /// <exception cref="EnvironmentLacksException">It may not be looked at from here.</exception>
    public async Task<DiagnoseOrder> FindAsync(string name, CancellationToken cancellationToken)
    {
        var id = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && processes.Stat(given) is not null
            ? given
            : await InContainerAsync(name, cancellationToken).ConfigureAwait(false);
        return Look(processes, id, name);
    }

    public static DiagnoseOrder Look(Procfs processes, int id, string name)
    {
        if (processes.Stat(id) is not { Dead: false })
        {
            throw Invalid(name, "there is no such process: it has ended, or it never was; 'ps' shows those that run");
        }

        if (processes.Read(id, "maps") is not { } maps)
        {
            throw new EnvironmentLacksException(WhyClosed(processes, id));
        }

        var root = processes.SharesOurFiles(id) ? "" : Path.Combine(processes.Root, id.ToString(CultureInfo.InvariantCulture), "root");
        var socket = DiagnosticSocket.Find(processes, id, root);
        return socket is not null || maps.Contains("/libcoreclr.so", StringComparison.Ordinal)
            ? new DiagnoseOrder(id) { Root = root, Socket = socket }
            : throw Invalid(name, $"process {id} is no .NET process: no runtime is loaded into it, and it offers no diagnostics; give the one that runs 'dotnet' or your app's own executable");
    }

    private static string WhyClosed(Procfs processes, int id)
    {
        var folder = Path.Combine(processes.Root, id.ToString(CultureInfo.InvariantCulture));
        return Users.OwnerOf(folder) is { } owner && owner != Users.Own
            ? $"Process {id} belongs to the user {owner}, and this one ({Users.Own}) may not look into it. Run reef as that user or as root."
            : $"Process {id} may not be looked into, though it belongs to this user: it has rights that reef lacks here (from within a container, such as the capability SYS_PTRACE), "
                + "or a security module guards it. Run reef with the same rights, outside of containers.";
    }

    private async Task<int> InContainerAsync(string name, CancellationToken cancellationToken)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var _) && name.Length < 12)
        {
            throw Invalid(name, "there is no such process: it has ended, or it never was; 'ps' shows those that run");
        }

        var (engine, lack) = await engines.FindAsync(cancellationToken).ConfigureAwait(false);
        using (engine)
        {
            if (engine is null)
            {
                throw new EnvironmentLacksException($"'{name}' is no process id, and no container engine answers that could know it: {lack!.What}. For containers: {lack.Remedy}.");
            }

            return await ProcessOfAsync(engine, name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> ProcessOfAsync(ContainerEngine engine, string name, CancellationToken cancellationToken)
    {
        ContainerInspectResponse container;
        try
        {
            container = await engine.Client.Containers.InspectContainerAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerContainerNotFoundException)
        {
            throw Invalid(name, "there is no such process and no such container; 'ps' and 'docker ps' show those that run");
        }
        catch (Exception e) when (EngineProblem.IsOne(e))
        {
            throw EngineProblem.Of(e, $"looking for the container '{name}'");
        }

        return container.State switch
        {
            null or { Running: false } => throw Invalid(name, "the container does not run; 'docker ps' shows those that do"),
            { Pid: var id } when processes.Stat((int)id) is null => throw new EnvironmentLacksException(
                $"The container '{name}' runs on this engine, but its process {id} is not to be seen from here. Run reef on the engine's own machine, outside of a container."),
            { Pid: var id } => (int)id,
        };
    }

    private static InvalidInputException Invalid(string name, string message) => new([new Problem(name, 0, 0, message)]);
}
