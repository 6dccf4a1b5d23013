namespace ReefChaos.Warden.Kernel;

/// <summary>The network that a container sees, changed from outside with this machine's programs: its image needs none.</summary>
internal sealed class NetworkNamespace(Machine machine, ContainerProcess process)
{
    /// <summary>Whether this machine has what is needed, tried in a network that nobody else is in.</summary>
    /// <exception cref="RefusedException">What is missing, by name.</exception>
    public static async Task TryAsync(Machine machine, string fault, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        List<string> lacks = [.. new[] { "nsenter", "unshare", program }.Where(p => !machine.Installed(p)).Select(p => $"{p} is not installed")];
        if (!machine.IsRoot)
        {
            lacks.Insert(0, "the runner is not root");
        }

        if (lacks.Count > 0)
        {
            throw new RefusedException($"{fault} is performed by root with nsenter and {program}, and here {string.Join(" and ", lacks)}.");
        }

        try
        {
            await machine.RunAsync("unshare", ["--net", program, .. arguments], cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            throw new RefusedException($"{fault} can't be performed with this kernel's {program}: {e.Message}", e);
        }
    }

    public async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        process.Demand();
        return await machine.RunAsync("nsenter", ["--target", process.Id, "--net", program, .. arguments], cancellationToken).ConfigureAwait(false);
    }
}
