using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Torture.Torments;

/// <summary>The processes of one run, found by the label that the runner puts on them.</summary>
internal sealed class Family(int runner)
{
    private readonly Procfs processes = new();

    public int Runner => runner;

    /// <summary>Null where there is none at this moment.</summary>
    public int? Find(Victim victim) => victim switch
    {
        Victim.Runner => processes.Stat(runner) is { Dead: false } ? runner : null,
        Victim.Worker => Members("ReefChaos.Load.dll").FirstOrDefault(),
        Victim.Warden => Members("ReefChaos.Warden.dll").FirstOrDefault(),
        _ => Members("ReefChaos.Shop.dll").FirstOrDefault(),
    };

    private IEnumerable<int?> Members(string program) =>
        from id in processes.ProcessIds()
        where processes.Variable(id, AgentEnvironment.Owner)?.StartsWith($"{runner}:", StringComparison.Ordinal) == true
        let arguments = processes.Read(id, "cmdline")?.Split('\0')

        // Not the shells and wrappers that start it, and not what is started with its name as a later argument.
        where arguments?.Take(3).Any(a => a.EndsWith(program, StringComparison.Ordinal)) == true && Path.GetFileName(arguments[0]) == "dotnet"
        select (int?)id;
}
