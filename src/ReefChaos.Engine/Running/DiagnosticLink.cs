using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine.Running;

/// <summary>Where one target's runtime calls the runner, for diagnostics. The target makes the connection, so it works across any boundary that a folder crosses.</summary>
/// <param name="Socket">As the runner sees it.</param>
/// <param name="SocketInTarget">It may see another file system.</param>
/// <param name="ClientSocket">Where the runner's own diagnostics clients ask for the target.</param>
internal sealed record DiagnosticLink(string Socket, string SocketInTarget, string ClientSocket)
{
    public const string Variable = "DOTNET_DiagnosticPorts";

    /// <summary>What separates ports and their settings; a path can't have them.</summary>
    private static readonly char[] Separators = [',', ';'];

    public static DiagnosticLink New(RunnerFolder runner)
    {
        var socket = runner.NewSocketPath("calls");
        return new DiagnosticLink(socket, socket, runner.NewSocketPath("asks"));
    }

    /// <summary>The target keeps the ports that its scenario gave it. Empty where our path can't be written as a port.</summary>
    /// <param name="own">The target's own ports, as the runtime reads them; null for none.</param>
    public IEnumerable<KeyValuePair<string, string>> Environment(string? own)
    {
        if (SocketInTarget.IndexOfAny(Separators) >= 0)
        {
            return [];
        }

        var ours = $"{SocketInTarget},connect,nosuspend";
        return [new(Variable, own is { Length: > 0 } ? $"{own};{ours}" : ours)];
    }
}
