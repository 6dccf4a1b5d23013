using ReefChaos.Engine.Running.Targets;
using ReefChaos.Processes;

namespace ReefChaos.Tests.Engine.Targets;

/// <summary>Files as in /proc, for processes that do not exist.</summary>
internal sealed class FakeProcesses : IDisposable
{
    public const string WholeMachine = "pid:[4026531836]";

    private readonly TemporaryFolder folder = new();

    public FakeProcesses() => Namespace("self", "pid:[1]");

    public Procfs Procfs => new(folder.Location);

    public void Add(int id, long start, Owner? owner = null, char state = 'S', string namespaceId = "pid:[1]")
    {
        folder.Write($"{id}/stat", $"{id} (a (strange) name) {state} 1 {id} {id} 0 -1 0 0 0 0 0 150 50 0 0 20 0 7 0 {start} 0 0");
        folder.Write($"{id}/environ", $"PATH=/bin\0{(owner is { } o ? $"REEFCHAOS_OWNER={o}\0" : "")}");
        Namespace($"{id}", namespaceId);
    }

    public void Write(string path, string text) => folder.Write(path, text);

    public void Namespace(string process, string id)
    {
        Directory.CreateDirectory(folder[$"{process}/ns"]);
        File.Delete(folder[$"{process}/ns/pid"]);
        File.CreateSymbolicLink(folder[$"{process}/ns/pid"], id);
    }

    public void Dispose() => folder.Dispose();
}
