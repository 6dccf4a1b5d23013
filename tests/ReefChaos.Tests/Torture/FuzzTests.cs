using ReefChaos.Engine.Planning;
using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Reading;
using ReefChaos.Tests.House;
using ReefChaos.Torture.Fuzzing;

namespace ReefChaos.Tests.Torture;

/// <summary>The short version of <c>ReefChaos.Torture fuzz</c>: damaged input is refused with its place, or does no harm.</summary>
public sealed class FuzzTests
{
    private const ulong Seed = 20260731;

    private static readonly ScenarioRead Scenario = ScenarioReader.Read(Repository.At("scenarios", "missing-timeout.yaml"));

    private static readonly LoadProfile Profile = LoadProfileReader.Read(Repository.At("nbomber-config.json")).Profiles[Scenario.Scenario!.Load];

    [Fact]
    public void A_damaged_scenario_file() => Sound(new ScenarioFuzz([Examples.Main, Examples.Full], Profile), 400);

    [Fact]
    public void A_damaged_file_of_load_profiles() =>
        Sound(new ConfigFuzz([RichConfig.Text, File.ReadAllText(Repository.At("nbomber-config.json"))], Scenario), 300);

    [Fact]
    public void A_damaged_run_folder() => Sound(new FolderFuzz(Scenario.Scenario!, Planner.Plan(Scenario.Scenario!, Profile, seed: 1)), 100);

    [Fact]
    public void A_damaged_message() => Sound(new MessageFuzz(), 200);

    [Fact]
    public void The_configuration_that_is_damaged_is_sound_itself()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, RichConfig.Text);
        LoadProfileReader.Read(file).Problems.ShouldBeEmpty();
        File.Delete(file);
    }

    [Fact]
    public void The_same_seed_does_the_same_damage()
    {
        static string Damaged(ulong seed) => new Mutator(seed).Text(Examples.Full);

        Damaged(7).ShouldBe(Damaged(7));
        Damaged(7).ShouldNotBe(Damaged(8));
    }

    [Fact]
    public void What_crashes_or_hands_out_nonsense_is_found()
    {
        var result = FuzzRun.Run(new Crashing(), Seed, 0, n => n < 3);

        result.Findings.Count.ShouldBe(3);
        result.Findings[0].What.ShouldContain("a planted crash");
    }

    private static void Sound(IFuzz fuzz, int cases)
    {
        FuzzResult result;
        using (fuzz)
        {
            result = FuzzRun.Run(fuzz, Seed, 0, n => n < cases);
        }

        result.Findings.ShouldBeEmpty();
        result.Refused.ShouldBeInRange(cases / 10, cases - 1, "neither harmless nor hopeless damage shows anything");
    }

    private sealed class Crashing : IFuzz
    {
        public void Dispose()
        {
        }

        public bool Refused(ulong seed) => throw new InvalidOperationException("a planted crash");
    }
}
