using System.Globalization;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using Spectre.Console;

namespace ReefChaos.Cli.Live;

/// <summary>One line for each thing that happens: for CI logs and files.</summary>
internal sealed class PlainView(IAnsiConsole console) : LiveView(console)
{
    private readonly Lock gate = new();
    private ArmProgress? arm;

    public override void Working(string what) => Line(what);

    public override void ArmStarting(Scenario scenario, Plan plan, Arm arm)
    {
        lock (gate)
        {
            this.arm = new ArmProgress(scenario.Name, plan, arm);
        }

        Line(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}: {Kebab.Of(arm)} arm, seed {plan.Seed}"));
    }

    public override void Recorded(Arm arm, Entry entry)
    {
        string? line;
        lock (gate)
        {
            this.arm?.Apply(entry);
            line = entry switch
            {
                TargetStarted started => string.Create(CultureInfo.InvariantCulture,
                    $"target started in {started.StartSeconds:0.0} s, limits: {started.Rung} ({started.Enforced})"),
                PhaseStarted started => $"{Kebab.Of(started.Phase)}; until now {this.arm?.Load}",
                PhaseExtended extended => $"{Kebab.Of(extended.Phase)} goes on, {extended.Why}",
                FaultArmed fault => $"{fault.Fault} armed",
                FaultDisarmed fault => string.Create(CultureInfo.InvariantCulture, $"{fault.Fault} disarmed, hit {fault.Injections} of {fault.Calls} calls"),
                FaultRefused or Trouble or TargetExited => this.arm?.Trouble,
                CauseSought => "looking for the cause",
                CauseFound found => $"cause: {CauseWords.Modes(found.Cause)}",
                GuardTripped guard => $"the guard ends the arm: {guard.Guard}",
                ArmEnded ended => $"{Kebab.Of(ended.How)}; {this.arm?.Load}",
                _ => null,
            };
        }

        if (line is not null)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"  {entry.At,6:0.0} s  {line}"));
        }
    }

    public override void ArmFinished(Arm arm)
    {
    }

    public override void Judged(RunResult result) =>
        Line($"{result.Scenario.Name}: {result.Verdict.Kind}: {result.Verdict.Reason}");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Line(string text)
    {
        lock (gate)
        {
            System.Console.Out.WriteLine(text);
        }
    }
}
