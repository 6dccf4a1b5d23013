using System.Text.RegularExpressions;
using ReefChaos.Cli.Init.Reading;

namespace ReefChaos.Cli.Init;

/// <summary>The scenarios that apply to a service; where a mode has no place in it, a note says why.</summary>
internal sealed partial class DraftScenarios
{
    private const string NoDefence = "It has no resilience handler, so nothing ends the call before HttpClient's own timeout of 100 s.";

    private readonly List<DraftFile> files = [];
    private readonly List<string> notes = [];

    private DraftScenarios()
    {
    }

    public IReadOnlyList<DraftFile> Files => files;

    public IReadOnlyList<string> Notes => notes;

    /// <summary>What can stand in a site: no blanks, and nothing that YAML or a shell reads otherwise.</summary>
    [GeneratedRegex(@"^[\w./-]+$")]
    private static partial Regex Nameable();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoWord();

    public static bool CanName(string site) => Nameable().IsMatch(site);

    public static DraftScenarios Of(ServiceFacts facts, string route)
    {
        var draft = new DraftScenarios();
        draft.Each("missing-timeout", facts.Clients, c => c.Name, Client, "no HttpClient of IHttpClientFactory was found (AddHttpClient)");
        draft.Each("blocked-channel", facts.Channels.Where(c => c.IsRegistered), c => c.Item, (text, c) => text.Replace("CHANNEL_ITEM", c.Item, StringComparison.Ordinal),
            facts.Channels.Count > 0
                ? $"the bounded channel of {facts.Channels[0].Item} is not in dependency injection (AddSingleton), where faults reach it"
                : "no bounded channel was found (Channel.CreateBounded)");
        draft.Each("lock-contention", facts.Locks.Where(l => l.IsReachable), l => l.Name, (text, l) => text.Replace("LOCK_FIELD", l.Name, StringComparison.Ordinal),
            facts.Locks.Count > 0
                ? $"{facts.Locks[0].Name} is neither static nor of a singleton, where faults reach it"
                : "no lock was found (lock statements, SemaphoreSlim fields)");
        if (facts.FaultPoints.Count > 0)
        {
            draft.Each("native-hang", facts.FaultPoints, p => p, (text, p) => text.Replace("inbound:SERVICE_ROUTE", $"fault-point:{p}", StringComparison.Ordinal), "");
        }
        else
        {
            draft.Each("native-hang", [route], r => r, (text, _) => text, "");
        }

        draft.Each("leak", ["process"], p => p, (text, _) => text, "");
        draft.notes.AddRange(facts.Pipelines.Select(p =>
            $"the Polly pipeline '{p}' is met by faults at what it guards; put FaultPoint.Named(\"{p}\").HitAsync() into the guarded call, and a fault at fault-point:{p}"));
        return draft;
    }

    /// <summary>Lower-case words joined by hyphens, as scenario names are.</summary>
    private static string Words(string name) => NoWord().Replace(name.ToLowerInvariant(), "-").Trim('-');

    private static string Client(string text, OutboundClient client)
    {
        if (client.AddressSetting is { } setting)
        {
            text = text.Replace("#   dependencies: { \"HTTP_CLIENT\"", $"dependencies: {{ {Words(client.Name)}", StringComparison.Ordinal)
                .Replace("Services__HTTP_CLIENT__Url", setting, StringComparison.Ordinal);
        }

        var defence = client.Defence is { } handler ? $"Its {handler} should end the call." : NoDefence;
        return text.Replace("never answers.", $"never answers. {defence}", StringComparison.Ordinal).Replace("HTTP_CLIENT", client.Name, StringComparison.Ordinal);
    }

    private void Each<T>(string mode, IEnumerable<T> sites, Func<T, string> name, Func<string, T, string> fill, string whyNone)
    {
        var known = sites.ToLookup(s => CanName(name(s)));
        notes.AddRange(known[false].Select(s => $"{mode}: '{name(s)}' cannot be named in a scenario; give it a name of letters, digits, '.', '_', '/' and '-'"));
        var nameable = known[true].DistinctBy(s => Words(name(s))).ToList();
        foreach (var site in nameable)
        {
            var title = nameable.Count == 1 ? mode : $"{mode}-{Words(name(site))}";
            var text = fill(TemplateFiles.All[$"scenarios/{mode}.yaml"], site).Replace($"scenario: {mode}\n", $"scenario: {title}\n", StringComparison.Ordinal);
            files.Add(new DraftFile($"scenarios/{title}.yaml", text));
        }

        if (!known[true].Any() && !known[false].Any())
        {
            notes.Add($"{mode}: {whyNone}");
        }
    }
}
