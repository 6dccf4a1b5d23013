using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Finds one failure mode, at each place where it is.</summary>
internal interface IRule
{
    IEnumerable<CauseMode> Find(Signals signals);
}
