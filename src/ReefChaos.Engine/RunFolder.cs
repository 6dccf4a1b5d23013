using System.Text.Json;
using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;
using ReefChaos.Wire;

namespace ReefChaos.Engine;

/// <summary>The stages of one run on disk: enough to judge it again.</summary>
internal sealed class RunFolder
{
    private const string ScenarioFile = "scenario.json";
    private const string PlanFile = "plan.json";
    private const string VerdictFile = "verdict.json";

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="EnvironmentLacksException">The folder cannot be written.</exception>
    public static RunFolder Create(string outputFolder, string scenario, IReadOnlyList<Arm> arms)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(outputFolder, scenario));
        var folder = new RunFolder(path);
        foreach (var arm in arms)
        {
            Writing(path, () => Directory.CreateDirectory(folder.FolderOf(arm)));
        }

        return folder;
    }

    /// <exception cref="InvalidInputException">It is no run folder.</exception>
    public static RunFolder Open(string path) => File.Exists(System.IO.Path.Combine(path, ScenarioFile))
        ? new RunFolder(System.IO.Path.GetFullPath(path))
        : throw new InvalidInputException([new Problem(path, 0, 0,
            $"this is no run folder: it has no {ScenarioFile}; give a folder that 'reef run' wrote, such as reports/TIME/SCENARIO")]);

    /// <summary>A run folder itself, or all run folders right below an output folder.</summary>
    public static IReadOnlyList<string> Find(string path) => !Directory.Exists(path) || File.Exists(System.IO.Path.Combine(path, ScenarioFile))
        ? [path]
        : Directory.GetDirectories(path).Where(d => File.Exists(System.IO.Path.Combine(d, ScenarioFile))).Order(StringComparer.Ordinal).ToList()
            is { Count: > 0 } runs ? runs : [path];

    public void Save(Scenario scenario) => Write(ScenarioFile, scenario.WithoutSecrets());

    public void Save(Plan plan) => Write(PlanFile, plan.WithoutSecrets());

    public void Save(Verdict verdict) => Write(VerdictFile, verdict);

    /// <summary>Holds the arm's history and the target's output.</summary>
    public string FolderOf(Arm arm) => In(Kebab.Of(arm));

    public string HistoryFile(Arm arm) => System.IO.Path.Combine(FolderOf(arm), "history.jsonl");

    /// <summary>For the tools of HdrHistogram.</summary>
    public void SaveLatencies(History history)
    {
        var file = System.IO.Path.Combine(FolderOf(history.Arm), "latencies.hlog");
        Writing(file, () =>
        {
            using var stream = File.Create(file);
            LatencyLog.Write(stream, history);
        });
    }

    public (Scenario Scenario, Plan Plan, IReadOnlyDictionary<Arm, History> Histories) Load()
    {
        var plan = Read<Plan>(PlanFile);
        if (plan.Arms.Distinct().Count() < plan.Arms.Count)
        {
            throw new InvalidInputException([new Problem(In(PlanFile), 0, 0, "the run folder is damaged: the plan runs an arm twice; run the scenario again")]);
        }

        var histories = plan.Arms.Where(a => File.Exists(HistoryFile(a))).ToDictionary(a => a, a => HistoryReader.Read(HistoryFile(a), a));
        return (Read<Scenario>(ScenarioFile), plan, histories);
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);

    private void Write<T>(string file, T value) =>
        Writing(In(file), () => File.WriteAllText(In(file), JsonSerializer.Serialize(value, ReefJson.File) + "\n"));

    private T Read<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(In(file)), ReefJson.File) ?? throw new JsonException("the file holds null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            var line = (int)((e as JsonException)?.LineNumber ?? -1) + 1;
            throw new InvalidInputException([new Problem(In(file), line, line == 0 ? 0 : (int)((e as JsonException)?.BytePositionInLine ?? 0) + 1,
                $"the run folder is damaged: {Shown.Json(e)}; run the scenario again")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InvalidInputException.Unreadable(In(file), e);
        }
    }

    /// <exception cref="EnvironmentLacksException">In place of whatever the disk complains of.</exception>
    public static void Writing(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentLacksException($"{path} cannot be written: {e.Message} Choose another place with --output.", e);
        }
    }
}
