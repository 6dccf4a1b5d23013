using System.CommandLine;
using ReefChaos.Cli.Init;
using ReefChaos.Cli.Init.Reading;
using ReefChaos.Engine;

namespace ReefChaos.Cli.Commands;

internal static class InitCommand
{
    public static Command Make()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Of the service's project, or of a solution with one service.", DefaultValueFactory = _ => "." };
        var project = new Option<string>("--project") { Description = "The service's project, where the folder has several.", HelpName = "FILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would be written, and writes nothing." };
        var command = new Command("init", "Reads a service's code, and writes scenarios that apply to it, a load profile, a test project and a CI workflow.") { folder, project, dryRun };
        command.SetAction(parsed => (int)Run(parsed.GetValue(folder)!, parsed.GetValue(project), parsed.GetValue(dryRun)));
        return command;
    }

    private static ExitCode Run(string folder, string? project, bool dryRun)
    {
        var service = ServiceProject.Find(folder, project);
        var facts = ServiceFacts.Read(Code.Of(service));
        var draft = Draft.Of(service, facts);
        if (draft.Existing() is { Count: > 0 } existing)
        {
            throw new InvalidInputException([.. existing.Select(f => new Problem(f, 0, 0, "exists already, and nothing was written; move it away first"))]);
        }

        if (!dryRun)
        {
            draft.Write();
        }

        Print(service, facts, draft, dryRun);
        return ExitCode.AllHeld;
    }

    private static void Print(ServiceProject service, ServiceFacts facts, Draft draft, bool dryRun)
    {
        Console.WriteLine($"{service.RelativePath}: {facts}");
        foreach (var file in draft.Files)
        {
            Console.WriteLine($"  {(dryRun ? "would write" : "wrote")} {file.Path}");
        }

        foreach (var note in draft.Notes)
        {
            Console.WriteLine($"  note: {note}");
        }

        Console.WriteLine($"next, in {(service.Root == "." ? "this folder" : service.Root)}:");
        Console.WriteLine("  reef validate");
        Console.WriteLine("  reef run                # or one: reef run scenarios/leak.yaml");
        Console.WriteLine("  dotnet test chaos       # the same as tests");
    }
}
