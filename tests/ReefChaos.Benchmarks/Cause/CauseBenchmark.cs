using System.Collections.Concurrent;
using System.Globalization;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>
/// Makes patients ill of known things, one or a few at a time, and has each of them diagnosed from outside while its load goes on. Patients and
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
        Bedside.SweepLeftovers();
        var sites = Markers.In(Patients);
        var (diagnoses, troubles) = await InOwnFolderAsync(() => DiagnoseAllAsync(options, sites));
        try
        {
            var all = options.Record is { } file ? new DiagnosisLog(file).Read(sites) : diagnoses;
            var page = CauseReport.Of([.. all.OrderBy(d => Place(d.Variant))], leftOut.Concat(troubles), Command(args));
            Console.WriteLine();
            Console.Write(page);
            if (options.Result)
            {
                await File.WriteAllTextAsync(Page, page);
            }

            return 0;
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 3;
        }
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

    private static async Task<(IReadOnlyList<Diagnosis> Diagnoses, IEnumerable<string> Troubles)> DiagnoseAllAsync(CauseOptions options, IReadOnlyList<Site> sites)
    {
        var diagnoser = new Diagnoser(options.Diagnoser);
        var log = options.Record is { } file ? new DiagnosisLog(file) : null;
        var diagnoses = new ConcurrentQueue<Diagnosis>();
        var troubles = new ConcurrentQueue<string>();
        var chance = new Random(options.Seed);
        for (var run = 1; run <= options.Runs; run++)
        {
            // Nobody's neighbours: what a patient left open at them ends with the round.
            await using var neighbourhood = await Neighbourhood.StartAsync(chance.Next());
            var round = options.Variants.Where(v => Bedside.Lacks(v.Need) is null).ToArray();
            chance.Shuffle(round);
            await Parallel.ForEachAsync(
                round.Where(v => v.Need != Need.BusyNeighbours),
                new ParallelOptions { MaxDegreeOfParallelism = options.Parallel },
                async (variant, _) => await DiagnoseRunAsync(variant, run, neighbourhood));
            foreach (var variant in round.Where(v => v.Need == Need.BusyNeighbours))
            {
                await DiagnoseRunAsync(variant, run, neighbourhood);
            }
        }

        return ([.. diagnoses], troubles);

        async Task DiagnoseRunAsync(Variant variant, int run, Neighbourhood neighbourhood)
        {
            try
            {
                var (diagnosis, printed) = await DiagnoseAsync(variant, sites, diagnoser, neighbourhood);
                diagnoses.Enqueue(diagnosis);
                log?.Add(diagnosis);
                Tell(run, diagnosis);
                Keep(options.Answers, $"{variant.Name}-{run}.json", printed);
            }
            catch (PatientException e)
            {
                troubles.Enqueue($"{variant.Name}, run {run}: {e.Message}");
                Console.WriteLine($"run {run}: {variant.Name}: not scored: {e.Message}");
            }
        }
    }

    private static async Task<(Diagnosis Diagnosis, string Printed)> DiagnoseAsync(
        Variant variant, IReadOnlyList<Site> sites, Diagnoser diagnoser, Neighbourhood neighbourhood)
    {
        await using var patient = await PatientProcess.StartAsync(variant, $"{Patients}/bin/{Build}/net10.0/ReefChaos.Patients.dll", neighbourhood.Variables);
        await patient.FallIllAsync(variant.Onset);
        var reply = await diagnoser.AskAsync(patient.Id);
        return (new Diagnosis(variant, reply.Answer, reply.Trouble, reply.Took) { Score = Score.Of(variant, sites, reply.Answer) }, reply.Printed);
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
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"run {run}: {diagnosis.Variant.Name}: {verdict}: {diagnosis.Label}{trouble}{starved}; {diagnosis.Took.TotalSeconds:0.0} s, pause {diagnosis.Answer?.PauseMs:0} ms");
        var why = verdict != "right" || !diagnosis.Score.Starved ? diagnosis.Answer : null;
        Console.WriteLine(string.Join("\n    ", [told, .. why?.Modes.Select(m => $"{m}") ?? [], .. why?.Notes ?? []]));
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
