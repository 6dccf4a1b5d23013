using System.Globalization;
using System.Text;

namespace ReefChaos.Engine.Running.Targets;

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

    /// <summary>Process ids mean nothing in another pid namespace, such as a container's that is seen from its host.</summary>
    public bool SharesOurProcessIds(int id) => Link(id.ToString(CultureInfo.InvariantCulture)) == Link("self");

    public string? Read(int id, string file) => Read(Path.Combine(id.ToString(CultureInfo.InvariantCulture), file));

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

    private string? Link(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(Root, process, "ns", "pid")).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
