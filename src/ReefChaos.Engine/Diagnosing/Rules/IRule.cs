using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Diagnosing.Rules;

/// <summary>Finds one failure mode, at each place where it is.</summary>
internal interface IRule
{
    IEnumerable<CauseMode> Find(Signals signals);
}
