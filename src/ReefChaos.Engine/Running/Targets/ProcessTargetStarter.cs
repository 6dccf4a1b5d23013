using System.Diagnostics;
using System.Globalization;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>Starts a built service as a child process under its limits, and waits until it answers.</summary>
public sealed class ProcessTargetStarter
{
    private readonly LimitLadder ladder;
    private readonly TimeProvider time;

    public ProcessTargetStarter(TimeProvider? time = null) : this(LimitLadder.OfThisMachine, time ?? TimeProvider.System)
    {
    }

    internal ProcessTargetStarter(LimitLadder ladder, TimeProvider time)
    {
        this.ladder = ladder;
        this.time = time;
    }

    /// <param name="env">Goes before the environment of <paramref name="spec"/>; the agent's and the dependencies' variables are the caller's affair.</param>
    /// <param name="folder">Gets the target's output.</param>
    /// <exception cref="EnvironmentLacksException">The limits cannot be enforced, or the port is taken.</exception>
    /// <exception cref="TargetFailedException">It ended, or did not answer in time.</exception>
    internal async Task<ProcessTarget> StartAsync(
        TargetSpec spec, TargetDoor door, string assemblyPath, IReadOnlyDictionary<string, string> env, string folder, CancellationToken cancellationToken)
    {
        var log = Path.Combine(folder, TargetLog.FileName);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"{door.Scheme}://127.0.0.1:{Loopback.FreePort(spec.Port)}"));
        var limits = ladder.Prepare(spec.Limits);
        ProcessTarget target;
        try
        {
            Directory.CreateDirectory(folder);
            var start = Command(spec, assemblyPath, limits, log);
            SetEnvironment(start.Environment, TargetVariables.Layered([limits.Env, spec.Env, env], address.GetLeftPart(UriPartial.Authority)));
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            target = new ProcessTarget(process, address, limits, log, time);
        }
        catch
        {
            limits.Dispose();
            throw;
        }

        return await Readiness.ReadyAsync(target, door, spec.Ready, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A session of its own keeps the terminal's ctrl-C from the target: the runner must disarm first. Output goes
    /// straight to the file, so that a busy runner never holds up the target.
    /// </summary>
    private static ProcessStartInfo Command(TargetSpec spec, string assemblyPath, PreparedLimits limits, string log)
    {
        // The log comes first, so that the shell's own complaints are in it.
        var script = string.Join(" && ", [$"exec > {LimitText.Quoted(log)} 2>&1", .. limits.Before, "exec \"$@\""]);
        string[] shell = ["sh", "-c", script, "sh"];
        string[] session = Programs.Installed("setsid") ? ["setsid", .. shell] : shell;
        string[] command = [.. session, .. limits.Wrapper, Programs.Dotnet, assemblyPath, .. spec.Args];
        return new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(assemblyPath))!,
            RedirectStandardInput = true,
        };
    }

    private static void SetEnvironment(IDictionary<string, string?> variables, IReadOnlyDictionary<string, string> env)
    {
        // Whoever started the runner may have meant these for it alone.
        variables.Remove("ASPNETCORE_HTTPS_PORTS");
        variables.Remove("DOTNET_STARTUP_HOOKS");
        variables.Remove(DiagnosticLink.Variable);
        foreach (var (name, value) in env)
        {
            variables[name] = value;
        }

        variables[AgentEnvironment.Owner] = Owner.Current.ToString();
    }
}
