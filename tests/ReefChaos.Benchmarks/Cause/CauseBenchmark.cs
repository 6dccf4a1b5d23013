using System.Globalization;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>
/// Makes patients ill of known things, one at a time, and has each of them diagnosed from outside while its load goes on. Patients and
/// diagnoser are of the same build as this program. The seed decides the order of the runs and what the slow service does.
/// </summary>
internal static class CauseBenchmark
{
    private const string Patients = "tests/ReefChaos.Patients";
    private const string Page = "tests/ReefChaos.Benchmarks/results/cause.md";

    private static readonly string Build = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static async Task<int> RunAsync(string[] args)
    {
        CauseOptions options;
        try
        {
            options = CauseOptions.Parse(args, $"src/ReefChaos.Cli/bin/{Build}/net10.0/reef.dll");
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 3;
        }

        var leftOut = options.Variants.Where(v => Bedside.Lacks(v.Need) is not null).Select(v => $"{v.Name}: {Bedside.Lacks(v.Need)}").ToList();
        var diagnoses = await InOwnFolderAsync(() => DiagnoseAllAsync(options, leftOut));
        var page = CauseReport.Of([.. diagnoses.OrderBy(d => Place(d.Variant))], leftOut, Command(args));
        Console.WriteLine();
        Console.Write(page);
        if (options.Result)
        {
            await File.WriteAllTextAsync(Page, page);
        }

        return 0;
    }

    private static string Command(string[] args) =>
        $"dotnet build{(Build == "Release" ? " -c Release" : "")} && "
        + $"dotnet tests/ReefChaos.Benchmarks/bin/{Build}/net10.0/ReefChaos.Benchmarks.dll cause {string.Join(' ', args)}";

    /// <summary>A runtime that is killed leaves its sockets and pipes in the folder for temporary files; all children get this one.</summary>
    private static async Task<T> InOwnFolderAsync<T>(Func<Task<T>> act)
    {
        var folder = Directory.CreateTempSubdirectory("reef-cause-");
        Environment.SetEnvironmentVariable("TMPDIR", folder.FullName);
        try
        {
            return await act();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<Diagnosis>> DiagnoseAllAsync(CauseOptions options, List<string> troubles)
    {
        var sites = Markers.In(Patients);
        var diagnoser = new Diagnoser(options.Diagnoser);
        var diagnoses = new List<Diagnosis>();
        var chance = new Random(options.Seed);
        for (var run = 1; run <= options.Runs; run++)
        {
            // Nobody's neighbours: what a patient left open at them ends with the round.
            await using var neighbourhood = await Neighbourhood.StartAsync(chance.Next());
            var round = options.Variants.Where(v => Bedside.Lacks(v.Need) is null).ToArray();
            chance.Shuffle(round);
            foreach (var variant in round)
            {
                try
                {
                    var diagnosis = await DiagnoseAsync(variant, sites, diagnoser, neighbourhood);
                    diagnoses.Add(diagnosis);
                    Tell(run, diagnosis);
                    Keep(options.Answers, $"{variant.Name}-{run}.json", diagnoser.Printed);
                }
                catch (PatientException e)
                {
                    troubles.Add($"{variant.Name}, run {run}: {e.Message}");
                    Console.WriteLine($"run {run}: {variant.Name}: not scored: {e.Message}");
                }
            }
        }

        return diagnoses;
    }

    private static async Task<Diagnosis> DiagnoseAsync(Variant variant, IReadOnlyList<Site> sites, Diagnoser diagnoser, Neighbourhood neighbourhood)
    {
        await using var patient = await PatientProcess.StartAsync(variant, $"{Patients}/bin/{Build}/net10.0/ReefChaos.Patients.dll", neighbourhood.Variables);
        await patient.FallIllAsync(variant.Onset);
        var (answer, trouble, took) = await diagnoser.AskAsync(patient.Id);
        return new Diagnosis(variant, answer, trouble, took) { Score = Score.Of(variant, sites, answer) };
    }

    private static void Tell(int run, Diagnosis diagnosis)
    {
        var verdict = diagnosis switch
        {
            { Score.Modes: false } => "WRONG",
            { Variant.IsControl: true } or { Score.Lines: true } => "right",
            { Score.Methods: true } => "right but for the line",
            _ => "right but for the method",
        };
        var starved = diagnosis.Score.Starved ? "" : ", wrong about starvation";
        var trouble = diagnosis.Trouble is { } reason ? $", {reason}" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"run {run}: {diagnosis.Variant.Name}: {verdict}: {diagnosis.Label}{trouble}{starved}; {diagnosis.Took.TotalSeconds:0.0} s, pause {diagnosis.Answer?.PauseMs:0} ms"));
        if (verdict != "right" || !diagnosis.Score.Starved)
        {
            foreach (var line in diagnosis.Answer is { } answer ? [.. answer.Modes.Select(m => $"{m}"), .. answer.Notes] : Array.Empty<string>())
            {
                Console.WriteLine($"    {line}");
            }
        }
    }

    private static void Keep(string? folder, string name, string text)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private static int Place(Variant variant) => Catalogue.Variants.TakeWhile(v => v.Name != variant.Name).Count();
}
