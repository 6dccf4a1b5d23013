using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Warden;
using ReefChaos.Warden.Kernel;

namespace ReefChaos.Tests.Warden;

/// <summary>A machine whose files lie in a folder, and whose programs only note that they were called.</summary>
internal sealed class FakeMachine(TemporaryFolder folder) : Machine(folder.Location)
{
    public List<string> Missing { get; } = [];

    public List<string> Commands { get; } = [];

    /// <summary>What the program of a command that has these words prints, or how it fails.</summary>
    public Dictionary<string, string> Prints { get; } = [];

    public Dictionary<string, string> Fails { get; } = [];

    public bool Root { get; set; } = true;

    public override bool IsRoot => Root;

    public override bool Installed(string program) => !Missing.Contains(program);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    /// <summary>The container's first process, in a control group of the container.</summary>
    public FakeMachine WithProcess()
    {
        Write("/proc/7/cgroup", $"7:blkio:/docker/{FakeContainers.Id}\n0::/docker/{FakeContainers.Id}\n");
        Write("/proc/7/net/dev", "Inter-|   Receive\n face |bytes\n    lo:       0\n  eth0:    1889\n");
        return this;
    }

    public override Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var command = $"{program} {string.Join(' ', arguments)}";
        Commands.Add(command);
        var failure = Fails.FirstOrDefault(f => command.Contains(f.Key, StringComparison.Ordinal)).Value;
        return failure is null
            ? Task.FromResult(Prints.FirstOrDefault(p => command.Contains(p.Key, StringComparison.Ordinal)).Value ?? "")
            : throw new RefusedException(failure);
    }
}
