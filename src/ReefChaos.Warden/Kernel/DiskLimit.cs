using System.Globalization;

namespace ReefChaos.Warden.Kernel;

/// <summary>The files of control groups that limit what is read from and written to a disk, of both versions.</summary>
/// <param name="folder">Where the hierarchy is mounted.</param>
/// <param name="own">Below it, the container's group; empty is the root.</param>
internal sealed class DiskLimit(Machine machine, int version, string folder, string own)
{
    private static readonly string[] FilesOfVersion1 = ["blkio.throttle.read_bps_device", "blkio.throttle.write_bps_device"];

    private string Group => folder + own;

    /// <exception cref="RefusedException">This kernel has no such files, or not for us.</exception>
    public static DiskLimit Of(ContainerProcess process, Machine machine)
    {
        process.Demand();
        var (version, folder) = Hierarchy(machine);
        // ID:CONTROLLERS:PATH
        var own = process.ControlGroups.Select(line => line.Split(':', 3))
            .FirstOrDefault(p => p.Length == 3 && (version == 2 ? p[0] == "0" : p[1].Split(',').Contains("blkio")))?[2];
        return new DiskLimit(machine, version, folder, own ?? throw new RefusedException("disk-throttle finds no control group of the container that limits disks."));
    }

    /// <summary>What <see cref="Of"/> needs of the machine.</summary>
    /// <exception cref="RefusedException">What is missing.</exception>
    public static void Demand(Machine machine)
    {
        if (!machine.IsRoot)
        {
            throw new RefusedException("disk-throttle is performed by root, which the runner is not.");
        }

        _ = Hierarchy(machine);
    }

    /// <exception cref="RefusedException">The kernel does not take it.</exception>
    public void Set(string device, long bytesPerSecond) => Write(version == 2
        ? [("io.max", Text($"{device} rbps={bytesPerSecond} wbps={bytesPerSecond}"))]
        : FilesOfVersion1.Select(f => (f, Text($"{device} {bytesPerSecond}"))));

    /// <summary>Does nothing where the group went with its container.</summary>
    public void Lift(string device)
    {
        if (Directory.Exists(machine.At(Group)))
        {
            Write(version == 2 ? [("io.max", $"{device} rbps=max wbps=max")] : FilesOfVersion1.Select(f => (f, $"{device} 0")));
        }
    }

    private static (int Version, string Folder) Hierarchy(Machine machine)
    {
        // ID PARENT DEVICE ROOT FOLDER OPTIONS [MORE...] - TYPE SOURCE SUPER-OPTIONS
        var mounts = (machine.Read("/proc/self/mountinfo") ?? "").Split('\n').Select(line => line.Split(" - ", 2)).Where(halves => halves.Length == 2)
            .Select(halves => (Folder: halves[0].Split(' ')[4], Type: halves[1].Split(' ')[0], Options: halves[1].Split(' ')[^1].Split(',')))
            .ToList();
        return mounts.FirstOrDefault(m => m.Type == "cgroup" && m.Options.Contains("blkio")).Folder is { } first
            ? (1, first)
            : mounts.FirstOrDefault(m => m.Type == "cgroup2" && Controls(machine, m.Folder)).Folder is { } second
                ? (2, second)
                : throw new RefusedException("disk-throttle needs a control group that limits disks (blkio of version 1, or io of version 2), and this kernel has none mounted.");
    }

    private static bool Controls(Machine machine, string folder) =>
        (machine.Read($"{folder}/cgroup.controllers") ?? "").Split([' ', '\n']).Contains("io");

    private void Write(IEnumerable<(string File, string Text)> lines)
    {
        foreach (var (file, text) in lines)
        {
            var path = machine.At($"{Group}/{file}");
            try
            {
                // The kernel's files are there already: one that is not must not be made.
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
                stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException($"disk-throttle can't write '{text}' to {path}: {e.Message}", e);
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
