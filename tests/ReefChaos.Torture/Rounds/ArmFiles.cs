using System.Text.Json;

namespace ReefChaos.Torture.Rounds;

/// <summary>What a run has written of its one arm, readable at any instant.</summary>
internal sealed class ArmFiles(string output)
{
    private readonly string history = Path.Combine(output, ScenarioFile.Name, "defended", "history.jsonl");

    public bool TargetStarted => Entries().Any(e => Is(e, "target-started"));

    /// <summary>The fault acts now, as far as the runner could still write.</summary>
    public bool FaultActs
    {
        get
        {
            var entries = Entries();
            return entries.Any(e => Is(e, "fault-armed")) && !entries.Any(e => Is(e, "fault-disarmed"));
        }
    }

    /// <summary>All that a verdict Held rests on: load that was sent and answered, a fault that acted and ended, an arm that came to its end.</summary>
    public bool IsEvidence
    {
        get
        {
            var entries = Entries();
            return entries.Any(e => Is(e, "generator-report") && e.GetProperty("sent").GetInt64() > 0)
                && entries.Any(e => Is(e, "fault-disarmed") && e.GetProperty("injections").GetInt64() > 0)
                && entries.Any(e => Is(e, "arm-ended") && e.GetProperty("how").GetString() == "completed");
        }
    }

    private static bool Is(JsonElement entry, string kind) => entry.GetProperty("entry").GetString() == kind;

    /// <summary>Whole lines only: the last one may be half written.</summary>
    private List<JsonElement> Entries()
    {
        if (!File.Exists(history))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(history, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
