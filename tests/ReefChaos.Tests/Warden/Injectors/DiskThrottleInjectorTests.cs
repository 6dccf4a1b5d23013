using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class DiskThrottleInjectorTests : IDisposable
{
    private const string Disk = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n";
    private const string Version1 = "36 25 0:31 / /sys/fs/cgroup/blkio rw - cgroup cgroup rw,blkio\n";
    private const string Version2 = "36 25 0:31 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";

    private static readonly DiskThrottleFault Fault = new() { At = WardenBench.At, Speed = new ByteRate(1 << 20) };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task With_control_groups_of_version_1_it_limits_reading_and_writing_each()
    {
        const string Group = $"/sys/fs/cgroup/blkio/docker/{FakeContainers.Id}";
        bench.Machine.WithProcess().Write("/proc/self/mountinfo", Disk + Version1);
        string[] files = [$"{Group}/blkio.throttle.read_bps_device", $"{Group}/blkio.throttle.write_bps_device"];
        await ArmsAndDisarmsAsync(files, "254:0 1048576", "254:0 0");
    }

    [Fact]
    public async Task With_control_groups_of_version_2_it_limits_both_in_one_line()
    {
        bench.Machine.WithProcess().Write("/proc/self/mountinfo", Disk + Version2);
        bench.Machine.Write("/sys/fs/cgroup/cgroup.controllers", "cpu io memory\n");
        await ArmsAndDisarmsAsync([$"/sys/fs/cgroup/docker/{FakeContainers.Id}/io.max"], "254:0 rbps=1048576 wbps=1048576", "254:0 rbps=max wbps=max");
    }

    [Theory]
    [InlineData(Version1, "disk-throttle needs a block device, and there is none behind /var/lib/docker: its file system is not on a local disk.")]
    [InlineData(Disk, "disk-throttle needs a control group that limits disks (blkio of version 1, or io of version 2), and this kernel has none mounted.")]
    [InlineData(Disk + Version2, "disk-throttle needs a control group that limits disks (blkio of version 1, or io of version 2), and this kernel has none mounted.")]
    public async Task What_is_missing_is_told_by_name(string mounts, string why)
    {
        bench.Machine.Write("/proc/self/mountinfo", mounts);

        (await bench.RefusedAsync(new CheckOrder(Fault))).ShouldBe(why);
    }

    [Fact]
    public async Task Only_root_can()
    {
        bench.Machine.Root = false;

        (await bench.RefusedAsync(new CheckOrder(Fault))).ShouldBe("disk-throttle is performed by root, which the runner is not.");
    }

    [Fact]
    public async Task A_partition_is_throttled_with_its_whole_disk()
    {
        const string Group = $"/sys/fs/cgroup/blkio/docker/{FakeContainers.Id}";
        bench.Machine.WithProcess().Write("/proc/self/mountinfo", Disk.Replace("254:0", "254:1", StringComparison.Ordinal) + Version1);
        bench.Machine.Write("/sys/devices/vda/dev", "254:0\n");
        bench.Machine.Write("/sys/devices/vda/vda1/partition", "1\n");
        Directory.CreateDirectory(bench.Machine.At("/sys/dev/block"));
        Directory.CreateSymbolicLink(bench.Machine.At("/sys/dev/block/254:1"), bench.Machine.At("/sys/devices/vda/vda1"));
        await ArmsAndDisarmsAsync([$"{Group}/blkio.throttle.read_bps_device", $"{Group}/blkio.throttle.write_bps_device"], "254:0 1048576", "254:0 0");
    }

    private async Task ArmsAndDisarmsAsync(string[] files, string armed, string disarmed)
    {
        foreach (var file in files)
        {
            bench.Machine.Write(file, "");
        }

        await bench.ArmAsync(Fault);
        files.ShouldAllBe(f => Written(f) == armed);

        await bench.DisarmAsync();

        files.ShouldAllBe(f => Written(f).StartsWith(disarmed, StringComparison.Ordinal));
        (await bench.FaultAsync()).Injections.ShouldBe(1);
    }

    private string Written(string file) => bench.Machine.Read(file)!;
}
