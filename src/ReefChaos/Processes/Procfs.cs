using System.Globalization;
using System.Text;

namespace ReefChaos.Processes;

/// <summary>What the kernel says about processes. Every answer is null where the process is gone or not ours to look at.</summary>
internal sealed class Procfs(string root = "/proc")
{
    public string Root { get; } = root;

    public IEnumerable<int> ProcessIds()
    {
        foreach (var path in Directory.EnumerateDirectories(Root))
        {
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                yield return id;
            }
        }
    }

    /// <summary>Empty where the process is gone.</summary>
    public IReadOnlyList<int> ThreadIds(int id)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Path.Combine(Root, Text(id), "task"))
                .Select(p => int.Parse(Path.GetFileName(p), CultureInfo.InvariantCulture))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The kernel's numbers of the sockets that a process has open.</summary>
    public IReadOnlySet<string> Sockets(int id)
    {
        const string Start = "socket:[";
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(Root, Text(id), "fd"))
                .Select(f => new FileInfo(f).LinkTarget)
                .Where(t => t?.StartsWith(Start, StringComparison.Ordinal) == true)
                .Select(t => t![Start.Length..^1])
                .ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HashSet<string>();
        }
    }

    public string? ReadThread(int id, int thread, string file) => Read(Path.Combine(Text(id), "task", Text(thread), file));

    public ProcessStat? Stat(int id) => ProcessStat.Parse(Read(id, "stat"));

    public string? Variable(int id, string name)
    {
        var start = name + "=";
        return Read(id, "environ")?.Split('\0').FirstOrDefault(v => v.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
    }

    /// <summary>A line of <c>/proc/PID/status</c>, without its unit.</summary>
    public long? Status(int id, string field)
    {
        var line = Read(id, "status")?.Split('\n').FirstOrDefault(l => l.StartsWith(field + ":", StringComparison.Ordinal));
        return line?.Split((char[])[':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries) is [_, var number, ..]
            && long.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>The name of the pid namespace that this process is in.</summary>
    public string OwnProcessIdSpace => Link("self") ?? "";

    /// <summary>This process is in the first pid namespace (its number is fixed in the kernel), which shows the processes of all others.</summary>
    public bool SeesTheWholeMachine => OwnProcessIdSpace == "pid:[4026531836]";

    /// <summary>Process ids mean nothing in another pid namespace, such as a container's that is seen from its host.</summary>
    public bool SharesOurProcessIds(int id) => Link(Text(id)) == Link("self");

    /// <summary>Paths mean something else in another mount namespace, such as a container's.</summary>
    public bool SharesOurFiles(int id) => Link(Text(id), "mnt") == Link("self", "mnt");

    /// <summary>The process's id as it sees itself, in its own pid namespace.</summary>
    public int OwnIdOf(int id) => OwnId(Read(id, "status")) ?? id;

    /// <summary>A thread's id as its process sees it; null where the thread is gone.</summary>
    public int? OwnIdOf(int id, int thread) => OwnId(ReadThread(id, thread, "status"));

    public string? Read(int id, string file) => Read(Path.Combine(Text(id), file));

    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Root, path), Encoding.Latin1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? OwnId(string? status)
    {
        var line = status?.Split('\n').FirstOrDefault(l => l.StartsWith("NSpid:", StringComparison.Ordinal));
        return int.TryParse(line?.Split('\t', StringSplitOptions.TrimEntries)[^1], CultureInfo.InvariantCulture, out var own) ? own : null;
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private string? Link(string process, string space = "pid")
    {
        try
        {
            return new FileInfo(Path.Combine(Root, process, "ns", space)).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
