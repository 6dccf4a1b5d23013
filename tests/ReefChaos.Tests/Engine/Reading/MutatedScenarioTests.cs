using ReefChaos.Engine.Planning;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Reading;

/// <summary>Whatever a file holds, reading it gives a scenario or problems with places in it, and never an exception.</summary>
public sealed class MutatedScenarioTests
{
    private const int Mutations = 500;

    private const ulong Seed = 20260731;

    private static readonly string[] Pieces =
        ["\n", "  ", "\t", ":", "- ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a ", "!t ", "|", ">", "? ", "---\n", "%", "\0", "é", "😀", "<<: ", "~", "99999999999999999999"];

    [Fact]
    public void A_damaged_file_gives_a_scenario_or_problems()
    {
        var refused = 0;
        for (var i = 0UL; i < Mutations; i++)
        {
            var text = Mutated(i % 2 == 0 ? Examples.Main : Examples.Full, Chance.Derive(Seed, $"mutation {i}"));
            refused += Checked(text, $"mutation {i}") ? 0 : 1;
        }

        refused.ShouldBeInRange(Mutations / 4, Mutations - 1, "neither harmless nor hopeless mutations show anything");
    }

    private static bool Checked(string text, string which)
    {
        var read = Should.NotThrow(() => Examples.Read(text), which);
        (read.Scenario is null).ShouldBe(read.Problems.Count > 0, which);
        var lines = text.Split('\n');
        foreach (var problem in read.Problems.Where(p => p.Line > 0))
        {
            problem.Line.ShouldBeInRange(1, lines.Length + 1, $"{which}: {problem}");
            problem.Column.ShouldBeGreaterThan(0, $"{which}: {problem}");
            problem.Message.ShouldNotContain('\n', which);
        }

        if (read.Scenario is { } scenario)
        {
            Should.NotThrow(() => PlanCheck.Check(read, Planner.Plan(scenario, Planning.Profiles.Steady(rate: 50, seconds: 60), seed: 1)), which);
        }

        return read.Scenario is not null;
    }

    /// <summary>One to three cuts, insertions, or copies of a part to elsewhere.</summary>
    private static string Mutated(string text, ulong seed)
    {
        var draws = 0UL;
        int Below(int limit) => (int)(Chance.Draw(seed, draws++) * limit);

        for (var left = 1 + Below(3); left > 0; left--)
        {
            var at = Below(text.Length);
            var length = Math.Min(1 + Below(12), text.Length - at);
            text = Below(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[Below(Pieces.Length)]),
                2 => text.Insert(Below(text.Length), text.Substring(at, length)),
                _ => text.Remove(at, 1).Insert(at, Pieces[Below(Pieces.Length)]),
            };
        }

        return text;
    }
}
