using System.Globalization;
using System.Text.RegularExpressions;

namespace ReefChaos.Engine.Running.Load;

/// <summary>Which program sends the load.</summary>
public enum LoadDriver
{
    /// <summary>The built-in worker, which is everywhere.</summary>
    Worker,

    /// <summary>NBomber, where its package can be restored.</summary>
    NBomber,
}

/// <param name="NBomberVersion">Of the package; read only for <see cref="LoadDriver.NBomber"/>.</param>
public sealed partial record LoadChoice(LoadDriver Driver, string NBomberVersion = LoadChoice.DefaultNBomberVersion)
{
    /// <summary>The last that is free for organisations too.</summary>
    public const string DefaultNBomberVersion = "4.1.2";

    /// <summary>Whether it is the full version of a package that the driver can be built with: 4 or later.</summary>
    public static bool IsNBomberVersion(string text) =>
        Version().Match(text) is { Success: true } match && int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture) >= 4;

    public static LoadChoice Worker { get; } = new(LoadDriver.Worker);

    [GeneratedRegex(@"^(?<major>\d{1,4})\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]{1,40})?$")]
    private static partial Regex Version();
}
