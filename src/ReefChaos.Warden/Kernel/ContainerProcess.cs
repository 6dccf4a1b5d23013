using System.Globalization;
using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden.Kernel;

/// <summary>The first process of a container, as this machine sees it: the way to what the kernel keeps for the container.</summary>
internal sealed class ContainerProcess(Machine machine, ContainerState container)
{
    private readonly string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{container.ProcessId}");

    public string Id => container.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>A process id is given anew: what belongs to the container's own process lies in the container's control group.</summary>
    public bool Lives => machine.Read($"{folder}/cgroup")?.Contains(container.Id, StringComparison.Ordinal) == true;

    /// <summary>The lines of <c>/proc/PID/cgroup</c>, <c>ID:CONTROLLERS:PATH</c>.</summary>
    public IReadOnlyList<string> ControlGroups => machine.Read($"{folder}/cgroup")?.Split('\n') ?? [];

    /// <summary>Without the loopback.</summary>
    public IReadOnlyList<string> Interfaces =>
    [
        .. (machine.Read($"{folder}/net/dev") ?? "").Split('\n').Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2).Select(parts => parts[0].Trim()).Where(name => name != "lo"),
    ];

    /// <summary>Limit: the engine must run on this very machine, not in a virtual one, and the runner not in a container.</summary>
    /// <exception cref="RefusedException">We don't see the container's process.</exception>
    public void Demand()
    {
        if (!Lives)
        {
            throw new RefusedException(
                "The container's process can't be seen from here, so its network and disk can't be reached: run on the engine's own machine, outside of any container.");
        }
    }
}
