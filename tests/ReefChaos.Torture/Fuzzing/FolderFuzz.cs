using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Torture.Fuzzing;

/// <summary>Damaged run folders are judged and reported, or refused by the name of a file in them; none is Held that lacks evidence.</summary>
internal sealed class FolderFuzz : IFuzz
{
    private readonly string root = Directory.CreateTempSubdirectory("reef-fuzz-").FullName;
    private readonly string sound;
    private readonly IReadOnlyList<string> files;
    private int cases;

    public FolderFuzz(Scenario scenario, Plan plan)
    {
        sound = SimulatedRun.Write(Path.Combine(root, "sound"), scenario, plan);
        files = [.. Directory.GetFiles(sound, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(sound, f)).Order(StringComparer.Ordinal)];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    public bool Refused(ulong seed)
    {
        var folder = Path.Combine(root, $"case-{Interlocked.Increment(ref cases)}", "run");
        Copy(folder);
        try
        {
            var lost = Damage(folder, new Mutator(seed));
            var run = Experiment.JudgeAgain(folder);
            Reports.Write(Path.GetDirectoryName(folder)!, [run]);
            return lost && run.Verdict.Kind == VerdictKind.Held ? throw new FuzzException("it is Held without the history of an arm") : false;
        }
        catch (InvalidInputException e)
        {
            ProblemCheck.Check(e.Problems);
            return e.Problems.All(p => p.File.StartsWith(folder, StringComparison.Ordinal)) ? true : throw new FuzzException($"a problem outside the folder: {e.Message}");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    /// <returns>Whether the history of an arm is gone.</returns>
    private bool Damage(string folder, Mutator mutator)
    {
        var name = mutator.One(files);
        var file = Path.Combine(folder, name);
        switch (mutator.Below(8))
        {
            case 0:
                File.Delete(file);
                return name.EndsWith(".jsonl", StringComparison.Ordinal);
            case 1:
                var other = Path.Combine(folder, mutator.One(files));
                var (mine, others) = (File.ReadAllBytes(file), File.ReadAllBytes(other));
                File.WriteAllBytes(file, others);
                File.WriteAllBytes(other, mine);
                return false;
            case 2:
                File.Delete(file);
                Directory.CreateDirectory(file);
                return name.EndsWith(".jsonl", StringComparison.Ordinal);
            case 3:
                var lines = File.ReadAllLines(file).ToList();
                lines.Insert(mutator.Below(lines.Count), lines[mutator.Below(lines.Count)]);
                lines.RemoveAt(mutator.Below(lines.Count));
                File.WriteAllLines(file, lines);
                return false;
            default:
                File.WriteAllBytes(file, mutator.Bytes(File.ReadAllBytes(file)));
                return false;
        }
    }

    private void Copy(string to)
    {
        foreach (var name in files)
        {
            var file = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(Path.Combine(sound, name), file);
        }
    }
}
