using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>Where a fault acts, written <c>kind:name</c>, such as <c>http-client:payments</c>; <c>process</c> and <c>container</c> stand alone.</summary>
public sealed record Site(SiteKind Kind, string Name) : IScalar<Site>
{
    public static ScalarForm Form { get; } = new(
        "a site such as inbound:/checkout, http-client:payments, fault-point:NAME, channel:TYPE, lock:TYPE.FIELD, dependency:NAME, container:NAME, container or process",
        @"^(process|container|(inbound|http-client|fault-point|channel|lock|dependency|container):\S+)$");

    public static Site Process { get; } = new(SiteKind.Process, "");

    /// <param name="route">Such as <c>/checkout</c>, with all below it.</param>
    public static Site Inbound(string route) => new(SiteKind.Inbound, route);

    public static Site HttpClient(string name) => new(SiteKind.HttpClient, name);

    public static Site FaultPoint(string name) => new(SiteKind.FaultPoint, name);

    /// <param name="item">The name of <c>T</c> in <c>Channel&lt;T&gt;</c>.</param>
    public static Site Channel(string item) => new(SiteKind.Channel, item);

    /// <param name="field">As <c>TYPE.FIELD</c>.</param>
    public static Site Lock(string field) => new(SiteKind.Lock, field);

    public static Site Dependency(string name) => new(SiteKind.Dependency, name);

    /// <param name="name">Of a dependency; empty for the target's.</param>
    public static Site Container(string name = "") => new(SiteKind.Container, name);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Site result)
    {
        result = null;
        var parts = (s ?? "").Split(':', 2);
        var kind = Kebab.Parse<SiteKind>(parts[0]);
        var name = parts.Length == 2 ? parts[1] : "";
        var named = parts.Length == 2;
        var fits = kind switch
        {
            null => false,
            SiteKind.Process => !named,
            SiteKind.Container => !named || name.Length > 0,
            _ => name.Length > 0,
        };
        if (!fits || name.Any(char.IsWhiteSpace))
        {
            return false;
        }

        result = new Site(kind!.Value, name);
        return true;
    }

    public static Site Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not {Form.Expected}.");

    public override string ToString() => Name.Length == 0 ? Kebab.Of(Kind) : $"{Kebab.Of(Kind)}:{Name}";
}

public enum SiteKind
{
    /// <summary>Requests that come in on a route: <c>inbound:/checkout</c> and all below it.</summary>
    Inbound,

    /// <summary>Requests that go out by a named <c>IHttpClientFactory</c> client.</summary>
    HttpClient,

    /// <summary>A <see cref="ReefChaos.FaultPoint"/> in the target's code.</summary>
    FaultPoint,

    /// <summary>The reader of a <c>Channel&lt;T&gt;</c> from dependency injection, named by <c>T</c>.</summary>
    Channel,

    /// <summary>A lock object, named by its type and its static field, or the field of a singleton service.</summary>
    Lock,

    /// <summary>A stub or proxied dependency, played by the runner.</summary>
    Dependency,

    /// <summary>The target's process as a whole.</summary>
    Process,

    /// <summary>A container: of the target, or with a name that of a dependency.</summary>
    Container,
}
