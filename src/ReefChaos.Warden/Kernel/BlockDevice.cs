namespace ReefChaos.Warden.Kernel;

/// <summary>The disk behind a folder.</summary>
internal static class BlockDevice
{
    /// <summary>As <c>MAJOR:MINOR</c>, of the whole disk: the kernel throttles no partition.</summary>
    /// <exception cref="RefusedException">There is none, as with a network or memory file system.</exception>
    public static string Under(string folder, Machine machine)
    {
        // ID PARENT MAJOR:MINOR ROOT MOUNT ...
        var device = (machine.Read("/proc/self/mountinfo") ?? "").Split('\n').Select(line => line.Split(' '))
            .Where(fields => fields.Length > 5 && IsWithin(folder, fields[4]))
            .OrderBy(fields => fields[4].Length).LastOrDefault()?[2];
        if (device is null || device.StartsWith("0:", StringComparison.Ordinal))
        {
            throw new RefusedException($"disk-throttle needs a block device, and there is none behind {folder}: its file system is not on a local disk.");
        }

        var entry = $"/sys/dev/block/{device}";
        return machine.Has($"{entry}/partition") ? WholeOf(machine.At(entry)) : device;
    }

    private static bool IsWithin(string folder, string mount) =>
        mount == "/" || folder == mount || folder.StartsWith(mount + "/", StringComparison.Ordinal);

    /// <summary>The entry is a link into the tree of devices, where the partition lies in its disk's folder.</summary>
    private static string WholeOf(string partition)
    {
        var disk = Path.GetDirectoryName(new DirectoryInfo(partition).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? partition)!;
        return File.ReadAllText(Path.Combine(disk, "dev")).Trim();
    }
}
