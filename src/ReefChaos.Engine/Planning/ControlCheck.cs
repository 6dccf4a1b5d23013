using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether the control arm can show anything that the defended arm does not.</summary>
internal static class ControlCheck
{
    public static IEnumerable<PlanFinding> Check(Scenario scenario)
    {
        if (scenario.Control.None is not null)
        {
            yield break;
        }

        if (scenario.Faults.Count == 0)
        {
            yield return new("control", "there is no fault for the control arm to prove; add one below 'faults', or write control: { none: \"no faults\" }");
        }

        var env = scenario.Target.Env;
        if (scenario.Control.Env.All(e => env.TryGetValue(e.Key, out var value) && value == e.Value))
        {
            yield return new("control", "the control arm sets nothing that the target does not set, so both arms are the same; give the variables that switch the defences off");
        }
    }
}
