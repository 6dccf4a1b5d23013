using System.CommandLine;
using ReefChaos.Torture;
using ReefChaos.Torture.Fuzzing;

var root = new RootCommand("Does to ReefChaos what it does to others, and checks what it promises.")
{
    StormCommand.Make(),
    FuzzCommand.Make(),
};

return await root.Parse(args).InvokeAsync();
