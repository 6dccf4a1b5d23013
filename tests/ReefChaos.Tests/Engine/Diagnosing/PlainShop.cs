using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Diagnosing;

/// <summary>The sample service as a process of its own, with no agent in it and no load.</summary>
internal static class PlainShop
{
    private const string Name = "ReefChaos.Shop";

    /// <param name="program">Null for the one beside the tests.</param>
    public static Task<ProcessTarget> StartAsync(string folder, string? program = null) => new ProcessTargetStarter(LimitLadder.OfThisMachine, TimeProvider.System).StartAsync(
        new TargetSpec { Project = "-" }, TargetDoor.Plain, program ?? Path.Combine(AppContext.BaseDirectory, Name + ".dll"), new Dictionary<string, string>(), folder, TestContext.Current.CancellationToken);

    /// <returns>The program.</returns>
    public static string CopyWithoutSymbols(string folder)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Concat(Directory.GetFiles(AppContext.BaseDirectory, Name + ".*.json")))
        {
            File.CreateSymbolicLink(Path.Combine(copy, Path.GetFileName(file)), file);
        }

        // Not a link: where that leads to, there are symbols.
        var program = Path.Combine(copy, Name + ".dll");
        File.Delete(program);
        File.Copy(Path.Combine(AppContext.BaseDirectory, Name + ".dll"), program);
        return program;
    }
}
