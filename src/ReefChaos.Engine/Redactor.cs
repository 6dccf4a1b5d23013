using System.Text;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine;

/// <summary>Takes the secrets of a scenario and of its load out of texts that came from the target, such as its last output.</summary>
/// <remarks>What the scenario does not say, such as a password that the target reads from a file, is not known here and not taken out.</remarks>
internal sealed class Redactor(Scenario scenario, Plan plan)
{
    private readonly IReadOnlyList<string> values = SecretTexts.Of(scenario, plan.Load);

    public string Redact(string text) => values.Aggregate(text, (t, value) => t.Replace(value, Redaction.Hidden, StringComparison.Ordinal));

    public Entry Redact(Entry entry) => entry switch
    {
        Trouble trouble => trouble with { Message = Redact(trouble.Message) },
        TargetExited exited => exited with { LastOutput = Redact(exited.LastOutput) },
        FaultRefused refused => refused with { Why = Redact(refused.Why) },
        CauseFound found => found with { Cause = Redact(found.Cause) },
        _ => entry,
    };

    public Cause Redact(Cause cause) => cause with
    {
        Modes = [.. cause.Modes.Select(m => m with { Evidence = [.. m.Evidence.Select(Redact)], Against = [.. m.Against.Select(Redact)] })],
        Notes = [.. cause.Notes.Select(Redact)],
    };

    /// <summary>Line by line, so that a log of any size is done; nothing happens where there is no such file.</summary>
    /// <exception cref="IOException">The disk takes no more; the log is then gone, rather than left as it was.</exception>
    public void RedactFile(string path)
    {
        if (values.Count == 0 || !File.Exists(path))
        {
            return;
        }

        var raw = path + ".raw";
        File.Move(path, raw, overwrite: true);
        try
        {
            using var reader = new StreamReader(raw, Encoding.UTF8);
            using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            while (reader.ReadLine() is { } line)
            {
                writer.WriteLine(Redact(line));
            }
        }
        finally
        {
            File.Delete(raw);
        }
    }
}
