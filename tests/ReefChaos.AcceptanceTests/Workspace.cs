using System.Text.Json;

namespace ReefChaos.AcceptanceTests;

/// <summary>A folder for one test's scenario files and results.</summary>
internal sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("reef-acceptance-").FullName;

    public string Output => Path.Combine(Folder, "out");

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A scenario of the undefended shop with short phases; <paramref name="rest"/> adds or replaces nothing, it is appended.</summary>
    public string Scenario(string name, string rest, string env = "Shop__Defenses: none", string phases = "{ warmup: 1s, baseline: 3s, fault: 5s, recovery: 3s }", string target = "") => Write($"{name}.yaml", $$"""
        scenario: {{name}}
        target:
          project: src/ReefChaos.Shop
          limits: { cpus: 1, memory: 512MiB }
          ready: { path: /health }
          env: { {{env}} }
        {{target}}
        load: checkout
        phases: {{phases}}
        slo:
          availability: ">= 95%"
          latency: { p95: "<= 1s" }
        control: { none: Only the life of the fault is looked at here. }
        seed: 7
        {{rest}}
        """);

    /// <summary>Waits until the defended arm's history has such an entry, and gives it.</summary>
    public async Task<JsonElement> EntryAsync(string scenario, string entry, TimeSpan patience, Func<JsonElement, bool>? which = null)
    {
        var history = Path.Combine(Output, scenario, "defended", "history.jsonl");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(patience);
        while (true)
        {
            if (Entries(history).FirstOrDefault(e => e.GetProperty("entry").GetString() == entry && which?.Invoke(e) != false) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, timeout.Token);
        }
    }

    public JsonElement Summary()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Output, "summary.json")));
        return document.RootElement.Clone();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IEnumerable<JsonElement> Entries(string history)
    {
        if (!File.Exists(history))
        {
            yield break;
        }

        using var stream = new FileStream(history, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }
}
