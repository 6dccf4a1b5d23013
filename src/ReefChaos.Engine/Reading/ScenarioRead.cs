using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading;

/// <param name="Scenario">Null where there is any problem.</param>
/// <param name="Problems">In the order of their places.</param>
public sealed record ScenarioRead(string Path, Scenario? Scenario, SourceMap Places, IReadOnlyList<Problem> Problems);
