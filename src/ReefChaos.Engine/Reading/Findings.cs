namespace ReefChaos.Engine.Reading;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class Findings(string file)
{
    private readonly List<Problem> problems = [];

    public void Add(Place place, string message) => problems.Add(new Problem(file, place.Line, place.Column, message));

    public IReadOnlyList<Problem> InOrder() => [.. problems.OrderBy(p => p.Line).ThenBy(p => p.Column)];
}
