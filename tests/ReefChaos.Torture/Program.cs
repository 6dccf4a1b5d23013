using System.CommandLine;
using ReefChaos.Torture;
using ReefChaos.Torture.Coverage;
using ReefChaos.Torture.Fuzzing;
using ReefChaos.Torture.Soaking;

// What runs are measured by must not wait for a pool that grows slowly when many begin at once.
ThreadPool.SetMinThreads(64, 64);

var root = new RootCommand("Does to ReefChaos what it does to others, and checks what it promises.")
{
    AllCommand.Make(),
    CoverageCommand.Make(),
    FuzzCommand.Make(),
    StormCommand.Make(),
    SoakCommand.Make(),
};

return await root.Parse(args).InvokeAsync();
