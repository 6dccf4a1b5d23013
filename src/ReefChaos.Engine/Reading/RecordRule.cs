using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading;

/// <summary>How many of a mapping's keys are given: exactly one of some, or at least one of all.</summary>
internal sealed record RecordRule(bool ExactlyOne, IReadOnlyList<string> Names)
{
    public string Expected => (ExactlyOne ? "exactly one of " : "at least one of ") + string.Join(", ", Names);

    public bool Holds(int given) => ExactlyOne ? given == 1 : given >= 1;

    public static RecordRule? Of(RecordShape shape) => shape.Type switch
    {
        var t when t == typeof(ControlSpec) => new(true, ["env", "none"]),
        var t when t == typeof(DependencySpec) => new(true, ["stub", "proxy", "image", "dockerfile"]),
        var t when t == typeof(TargetSpec) => new(true, ["project", "image", "dockerfile"]),
        var t when t == typeof(Slo) || t == typeof(GuardSpec) => new(false, [.. shape.Fields.Select(f => f.Name)]),
        _ => null,
    };
}
