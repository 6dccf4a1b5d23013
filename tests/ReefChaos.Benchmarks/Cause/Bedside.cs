using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>What a variant needs of the machine, for as long as its patient lives.</summary>
internal sealed class Bedside : IDisposable
{
    private const string Groups = "/sys/fs/cgroup/cpu";
    private const string Prefix = "reef-patient-";
    private const string Resolver = "127.77.0.53";
    private const double Cpus = 0.2;
    private const int NeighboursPerCore = 3;

    private readonly List<IDisposable> held = [];

    /// <summary>What starts the patient; its own command line follows.</summary>
    public IReadOnlyList<string> Wrapper { get; private set; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Null where the machine has it all.</summary>
    public static string? Lacks(Need need) => need switch
    {
        Need.SilentResolver when Environment.UserName != "root" => "a resolver of its own for the patient wants root",
        Need.CpuQuota when !File.Exists($"{Groups}/cpu.cfs_quota_us") || Environment.UserName != "root" => "the quota wants root and cgroup version 1",
        _ => null,
    };

    /// <summary>Of earlier programs that were killed. Not while patients live: one that is only about to enter its group would lose it.</summary>
    public static void SweepLeftovers()
    {
        if (Lacks(Need.CpuQuota) is null)
        {
            foreach (var left in Directory.GetDirectories(Groups, Prefix + "*").Where(g => File.ReadAllText($"{g}/cgroup.procs").Length == 0))
            {
                Directory.Delete(left);
            }
        }
    }

    public void Prepare(Need need)
    {
        if (need == Need.SilentResolver)
        {
            PrepareResolver();
        }
    }

    /// <summary>What begins only when the patient is up: its start is not the question.</summary>
    public void Tighten(Need need, int patient)
    {
        if (need == Need.CpuQuota)
        {
            Squeeze(patient);
        }
        else if (need == Need.BusyNeighbours)
        {
            for (var i = 0; i < NeighboursPerCore * Environment.ProcessorCount; i++)
            {
                // They end by themselves too, should this process be killed.
                held.Add(new Killed(Process.Start("timeout", ["60", "sh", "-c", "while :; do :; done"])));
            }
        }
    }

    public void Dispose() => held.ForEach(h => h.Dispose());

    /// <summary>Takes lookups and answers none. Only the patient's own view of the file system names it.</summary>
    private void PrepareResolver()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        held.Add(socket);

        // Several patients may have one at a time: whichever gets the question, nobody answers.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Parse(Resolver), 53));
        var file = Path.GetTempFileName();
        held.Add(new Deleted(file));
        File.WriteAllText(file, $"nameserver {Resolver}\noptions timeout:30 attempts:5\n");
        Wrapper = ["unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"", file];
    }

    private void Squeeze(int patient)
    {
        var group = $"{Groups}/{Prefix}{patient}";
        Directory.CreateDirectory(group);
        held.Add(new Removed(group));
        File.WriteAllText($"{group}/cpu.cfs_period_us", "100000");
        File.WriteAllText($"{group}/cpu.cfs_quota_us", (Cpus * 100_000).ToString(CultureInfo.InvariantCulture));
        File.WriteAllText($"{group}/cgroup.procs", patient.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class Killed(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    private sealed class Deleted(string file) : IDisposable
    {
        public void Dispose() => File.Delete(file);
    }

    /// <summary>The patient has to be gone before.</summary>
    private sealed class Removed(string group) : IDisposable
    {
        public void Dispose() => Directory.Delete(group);
    }
}
