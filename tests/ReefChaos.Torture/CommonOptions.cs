using System.CommandLine;
using ReefChaos.Scenarios;

namespace ReefChaos.Torture;

/// <summary>Options that several commands of this program have.</summary>
internal static class CommonOptions
{
    public static Option<Duration> For(string description) => new("--for")
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

    public static Option<string> Target(string unlessSaid)
    {
        var target = new Option<string>("--target") { Description = "process, container, or both in turns.", DefaultValueFactory = _ => unlessSaid };
        target.AcceptOnlyFromAmong("process", "container", "both");
        return target;
    }

    public static Option<int> Parallel(string description)
    {
        var parallel = new Option<int>("--parallel") { Description = description, DefaultValueFactory = _ => 1 };
        parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--parallel: expected 1 or more.");
            }
        });
        return parallel;
    }
}
