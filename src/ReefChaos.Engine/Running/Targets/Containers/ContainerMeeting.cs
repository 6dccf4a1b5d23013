using System.Security.Cryptography;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>The folders that runner and container share: the agent's files, and a place for the sockets at which runner, agent and runtime meet.</summary>
/// <remarks>
/// The target runs as a user of its own, so the sockets' folder is open to all; the runner's folder around it, which only
/// this user may enter, keeps others out.
/// </remarks>
internal sealed class ContainerMeeting : IDisposable
{
    private const string InContainer = "/reefchaos";
    private const string SocketFile = "agent.sock";
    private const string CallsFile = "calls.sock";
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private ContainerMeeting(string folder, AgentLink link, DiagnosticLink diagnostics)
    {
        Folder = folder;
        Link = link;
        Diagnostics = diagnostics;
    }

    public string Folder { get; }

    public AgentLink Link { get; }

    public DiagnosticLink Diagnostics { get; }

    public static string FolderInContainer => $"{InContainer}/run";

    public static string AgentFolderInContainer => $"{InContainer}/agent";

    public static ContainerMeeting New(RunnerFolder runner)
    {
        var name = $"c-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var link = AgentLink.New(runner.SocketPath(Path.Combine(name, SocketFile))) with
        {
            SocketInTarget = $"{FolderInContainer}/{SocketFile}",
            AgentFolderInTarget = AgentFolderInContainer,
        };
        var diagnostics = DiagnosticLink.New(runner) with
        {
            Socket = runner.SocketPath(Path.Combine(name, CallsFile)),
            SocketInTarget = $"{FolderInContainer}/{CallsFile}",
        };
        var folder = Path.Combine(runner.Location, name);
        Directory.CreateDirectory(folder);

        // Afterwards, as the mask takes rights away from a folder that is being made.
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(folder, Everybody);
        }

        return new ContainerMeeting(folder, link, diagnostics);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The runner's folder goes with all that is in it.
        }
    }
}
