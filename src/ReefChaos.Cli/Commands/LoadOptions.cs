using System.CommandLine;
using System.CommandLine.Parsing;
using ReefChaos.Engine.Running.Load;

namespace ReefChaos.Cli.Commands;

/// <summary>Which program sends the load.</summary>
internal sealed record LoadOptions(Option<string> Driver, Option<string> Version)
{
    public static LoadOptions Make()
    {
        var driver = new Option<string>("--load")
        {
            Description = "What sends the load: the built-in worker, or NBomber where its package can be restored.",
            DefaultValueFactory = _ => "worker",
        };
        driver.AcceptOnlyFromAmong([.. Enum.GetNames<LoadDriver>().Select(n => n.ToLowerInvariant())]);
        var version = new Option<string>("--nbomber-version")
        {
            Description = "Of the NBomber package, for --load nbomber. From 5 on organisations need a licence for it.",
            HelpName = "VERSION",
            DefaultValueFactory = _ => LoadChoice.DefaultNBomberVersion,
        };
        version.Validators.Add(MustBeVersion);
        return new LoadOptions(driver, version);
    }

    public LoadChoice Of(ParseResult parsed) =>
        new(Enum.Parse<LoadDriver>(parsed.GetValue(Driver)!, ignoreCase: true), parsed.GetValue(Version)!);

    private static void MustBeVersion(OptionResult result)
    {
        if (result.Tokens.Count > 0 && !LoadChoice.IsNBomberVersion(result.Tokens[0].Value))
        {
            result.AddError($"--nbomber-version: '{result.Tokens[0].Value}' is not the full version of a package from 4.0.0 on, such as {LoadChoice.DefaultNBomberVersion}.");
        }
    }
}
