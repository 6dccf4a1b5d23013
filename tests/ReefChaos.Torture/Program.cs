using System.CommandLine;
using ReefChaos.Torture;

var root = new RootCommand("Does to ReefChaos what it does to others, and checks what it promises.")
{
    StormCommand.Make(),
};

return await root.Parse(args).InvokeAsync();
