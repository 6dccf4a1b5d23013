using System.CommandLine;
using ReefChaos.Scenarios;

namespace ReefChaos.Torture;

/// <summary><c>--for</c>, as every command of this program has it.</summary>
internal static class ForOption
{
    public static Option<Duration> Make(string description) => new("--for")
    {
        Description = description,
        DefaultValueFactory = _ => TimeSpan.FromMinutes(10),
        CustomParser = result =>
        {
            if (Duration.TryParse(result.Tokens.Single().Value, null, out var duration))
            {
                return duration;
            }

            result.AddError($"--for: expected a duration such as 90s, 10m or 2h, found '{result.Tokens.Single().Value}'");
            return default;
        },
    };
}
