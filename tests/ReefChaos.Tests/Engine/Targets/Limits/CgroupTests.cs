using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Targets.Limits;

/// <summary>Against folders that only look like control groups: what is written where.</summary>
public sealed class CgroupTests : IDisposable
{
    private static readonly LimitsSpec Half = new() { Cpus = 0.5, Memory = ByteSize.Parse("256MiB") };

    private readonly FakeProcesses processes = new();
    private readonly TemporaryFolder root = new();

    public void Dispose()
    {
        processes.Dispose();
        root.Dispose();
    }

    [Fact]
    public void Version_1_writes_a_group_in_each_hierarchy_below_our_own()
    {
        MountVersion1();
        var limits = new CgroupV1Rung(processes.Procfs).Prepare(Half);
        limits.Groups.Select(Path.GetDirectoryName).ShouldBe([root["cpu"], root["memory/jobs/7"]]);
        Content(limits.Groups[0]).ShouldBe(["cpu.cfs_period_us=100000", "cpu.cfs_quota_us=50000"]);
        Content(limits.Groups[1]).ShouldBe(["memory.limit_in_bytes=268435456"]);
        limits.Before.ShouldBe(limits.Groups.Select(g => $"echo $$ > '{g}/cgroup.procs'"));
    }

    [Fact]
    public void Version_1_makes_groups_only_for_what_is_limited()
    {
        MountVersion1();
        new CgroupV1Rung(processes.Procfs).Prepare(new LimitsSpec { Cpus = 2 }).Groups.ShouldHaveSingleItem().ShouldStartWith(root["cpu"]);
    }

    [Fact]
    public void Version_1_owns_up_to_uncounted_swap()
    {
        MountVersion1();
        new CgroupV1Rung(processes.Procfs).Prepare(Half).Enforced.ShouldContain("swap is not limited");
    }

    [Fact]
    public void A_missing_hierarchy_is_named()
    {
        processes.Write("self/cgroup", "1:cpu:/\n");
        processes.Write("self/mountinfo", Mount("cpu", "cgroup", "cpu"));
        new CgroupV1Rung(processes.Procfs).WhyNot(Half).ShouldNotBeNull().What.ShouldContain("memory");
    }

    [Fact]
    public void The_group_carries_its_owner()
    {
        MountVersion1();
        var limits = new CgroupV1Rung(processes.Procfs).Prepare(Half);
        limits.Groups.Select(g => Owner.OfGroup(Path.GetFileName(g))).ShouldAllBe(o => o == Owner.Current);
    }

    [Fact]
    public void Version_2_hands_the_controllers_down_and_writes_one_group()
    {
        MountVersion2(own: "/", handed: "cpuset");
        var limits = new CgroupV2Rung(processes.Procfs).Prepare(Half);
        File.ReadAllText(root["cgroup.subtree_control"]).ShouldBe("+cpu +memory");
        Content(limits.Groups.ShouldHaveSingleItem()).ShouldBe(["cpu.max=50000 100000", "memory.max=268435456"]);
    }

    [Fact]
    public void Version_2_leaves_what_is_handed_down_already()
    {
        MountVersion2(own: "/", handed: "cpu memory pids");
        new CgroupV2Rung(processes.Procfs).Prepare(Half);
        File.ReadAllText(root["cgroup.subtree_control"]).ShouldBe("cpu memory pids");
    }

    [Fact]
    public void Version_2_climbs_to_the_parent_where_our_own_group_cannot_hand_down()
    {
        MountVersion2(own: "/user.slice/mine", handed: "cpu memory");
        root.Write("user.slice/cgroup.subtree_control", "cpu memory");

        // A folder in the file's place refuses the write, as the kernel does for a group with processes.
        Directory.CreateDirectory(root["user.slice/mine/cgroup.subtree_control"]);
        var limits = new CgroupV2Rung(processes.Procfs).Prepare(Half);
        Path.GetDirectoryName(limits.Groups.ShouldHaveSingleItem()).ShouldBe(root["user.slice"]);
    }

    [Fact]
    public void Version_2_without_controllers_says_which()
    {
        MountVersion2(own: "/", handed: "", offered: "cpu pids");
        new CgroupV2Rung(processes.Procfs).WhyNot(Half).ShouldNotBeNull().What.ShouldContain("does not control memory");
    }

    [Fact]
    public void Writing_limits_that_fails_leaves_no_group()
    {
        Should.Throw<IOException>(() => ControlGroup.Make(root.Location, [("no/such/file", "1")]));
        Directory.GetDirectories(root.Location).ShouldBeEmpty();
    }

    [Fact]
    public void A_membership_that_begins_with_the_mounted_part_is_seen_from_there()
    {
        processes.Write("self/cgroup", "0::/docker/abc/inner\n");
        processes.Write("self/mountinfo", $"41 31 0:38 /docker/abc {root.Location} rw - cgroup2 cgroup2 rw\n");
        CgroupMount.All(processes.Procfs).ShouldHaveSingleItem().Own.ShouldBe("/inner");
    }

    private void MountVersion1()
    {
        Directory.CreateDirectory(root["cpu"]);
        Directory.CreateDirectory(root["memory/jobs/7"]);
        processes.Write("self/cgroup", "9:name=systemd:/\n2:memory:/jobs/7\n1:cpu,cpuacct:/gone\n0::/\n");
        processes.Write("self/mountinfo", Mount("memory", "cgroup", "memory") + Mount("cpu", "cgroup", "cpu,cpuacct") + Mount("unified", "cgroup2", ""));
    }

    private void MountVersion2(string own, string handed, string offered = "cpuset cpu io memory pids")
    {
        root.Write("cgroup.controllers", offered + "\n");
        root.Write("cgroup.subtree_control", handed);
        processes.Write("self/cgroup", $"0::{own}\n");
        processes.Write("self/mountinfo", $"41 31 0:38 / {root.Location} rw,relatime - cgroup2 cgroup2 rw\n");
    }

    private string Mount(string folder, string type, string options) => $"41 31 0:38 / {root[folder]} rw,relatime shared:9 - {type} {type} rw,{options}\n";

    private static IEnumerable<string> Content(string group) =>
        Directory.GetFiles(group).Order(StringComparer.Ordinal).Select(f => $"{Path.GetFileName(f)}={File.ReadAllText(f)}");
}
