using System.Text.Json;
using System.Text.RegularExpressions;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine;

/// <summary>The texts in a scenario and its load that may be secrets, as they may turn up elsewhere.</summary>
/// <remarks>
/// Values of environment variables and request headers, and whole request bodies, are taken for secrets. So are the parts that are
/// named so in connection strings, addresses, arguments, bodies and feeds: services print a password without what stood around it.
/// </remarks>
internal static partial class SecretTexts
{
    /// <summary>Shorter values are switches like <c>none</c>, and would tear words apart.</summary>
    private const int ShortestValue = 6;

    /// <summary>Of parts that are named as secrets.</summary>
    private const int ShortestPart = 4;

    private static readonly string[] PublicHeaders = ["Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "User-Agent"];

    private static readonly string[] Words = ["true", "false", "none", "null"];

    /// <summary>Longest first, so that none is torn apart by a part of it.</summary>
    public static IReadOnlyList<string> Of(Scenario scenario, LoadProfile load)
    {
        var steps = load.Journeys.SelectMany(j => j.Steps).ToList();
        var headers = steps.SelectMany(s => s.Headers).Where(h => !PublicHeaders.Contains(h.Key, StringComparer.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
        var bodies = steps.Select(s => s.Body).OfType<string>().ToList();
        var env = scenario.Target.Env.Concat(scenario.Control.Env).ToList();
        var whole = env.Select(v => v.Value).Concat(headers).Concat(bodies).Select(v => v.Trim()).Where(v => v.Length >= ShortestValue);
        var parts = Texts(scenario).Concat(steps.Select(s => s.Path)).Concat(headers).Concat(bodies).Concat(env.Select(v => $"{v.Key}={v.Value}"))
            .Append(Pairs(scenario.Target.Args)).SelectMany(PartsOf)
            .Concat(load.Feeds.SelectMany(SecretCells))
            .Where(p => p.Length >= ShortestPart);
        return [.. whole.Concat(parts).Where(IsNoWord).SelectMany(Spellings).Distinct().OrderByDescending(v => v.Length)];
    }

    private static IEnumerable<string> Texts(Scenario scenario) => scenario.Dependencies.Values
        .SelectMany(d => new[] { d.Proxy, d.Value, d.Stub?.Body, Pairs(d.Args) }).OfType<string>()
        .Concat(scenario.Target.Env.Values).Concat(scenario.Control.Env.Values).Concat(scenario.Target.Args);

    /// <summary>An argument's value may be the next argument.</summary>
    private static string Pairs(IReadOnlyList<string> args) => string.Join(' ', args.Zip(args.Skip(1), (name, value) => $"{name}={value} "));

    private static IEnumerable<string> PartsOf(string text) =>
        Named().Matches(text).Concat(Asker().Matches(text)).Concat(Scheme().Matches(text)).Select(m => m.Groups["value"].Value);

    private static IEnumerable<string> SecretCells(Feed feed) => feed.Columns
        .Select((name, column) => (name, column)).Where(c => Named().IsMatch($"{c.name}=value"))
        .SelectMany(c => feed.Rows.Select(r => r[c.column]));

    /// <summary>Neither a switch nor a mere placeholder, such as <c>{host}:{port}</c>.</summary>
    private static bool IsNoWord(string value) => !Words.Contains(value, StringComparer.OrdinalIgnoreCase) && !Placeholders().IsMatch(value);

    /// <summary>As it stands, in an address, and in JSON.</summary>
    private static IEnumerable<string> Spellings(string value) =>
        [value, Uri.UnescapeDataString(value), Uri.EscapeDataString(value), JsonEncodedText.Encode(value).Value];

    [GeneratedRegex("""(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|account[_-]?key|access[_-]?key|private[_-]?key|credentials?|signature|auth(?:orization)?)[\w.-]*["']?\s*[:=]\s*["']?(?<value>[^"'&;,\s}]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(\{+[\w.]*\}+:?)+$")]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"://[^/\s:@]*:(?<value>[^@/\s]+)@")]
    private static partial Regex Asker();

    [GeneratedRegex(@"\b(?:bearer|basic)\s+(?<value>[^\s""']+)", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
